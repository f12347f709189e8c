using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Data.Manifests;
using MMPareto.Data.PreparedSets;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.PreparedSets;

public sealed class KineticsSoundsPreparationTests : IDisposable
{
    private static readonly string[] Videos =
    [
        "train/playing harp/-aaaaaaaaa1_000002_000012.mp4", "train/playing harp/aa_aaaaaaa2_000100_000110.mp4", "train/tap dancing/bbbbbbbbbb1_000000_000010.mp4",
        "val/tap dancing/bbbbbbbbbb2_000003_000013.mp4", "test/playing harp/aaaaaaaaaa3_000004_000014.mp4", "train/tap dancing/cccccccccc1_000000_000010.mp4",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Lines as those of the released lists: the second that a clip starts at, without zeros, its length and a number for the class.</summary>
    [Fact]
    public void Lists_tell_parts_and_classes_which_get_the_names_of_folders()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.Kinetics(_folder, Videos);
        TinyDownloads.WriteSilentVideo(Path.Combine(from, "train", "tap dancing", "dddddddddd1_000007_000017.mp4"));
        var set = Prepare(from,
            "-aaaaaaaaa1_2,10,14\naa_aaaaaaa2_100,10,14\nbbbbbbbbbb1_0,10,3\naaaaaaaaaa3_4,10,14\ndddddddddd1_7,10,3\nzzzzzzzzzzz_9,10,3\n",
            "bbbbbbbbbb2_3,10,3\naaaaaaaaaa3_4,10,14\nbbbbbbbbbb1_0,10,3\n");
        Assert.Equal([("train", 2), ("test", 3)], Assert.Single(set.Manifests).RowCounts);
        Assert.Equal(["Clips that are in both lists, and now in the test alone: 2.", "Videos that are in neither list, and were left alone: 1."], set.Notes);
        var table = ManifestFile.Read(set.Manifests[0].Path);
        Assert.Equal(["id", "split", "label", "video", "audio"], table.Columns);
        Assert.Equal(
            ["-aaaaaaaaa1_2 train playing harp", "aa_aaaaaaa2_100 train playing harp", "aaaaaaaaaa3_4 test playing harp", "bbbbbbbbbb1_0 test tap dancing", "bbbbbbbbbb2_3 test tap dancing"],
            Enumerable.Range(0, table.Count).Select(row => $"{table[row, "id"]} {table[row, "split"]} {table[row, "label"]}"));
        var unusable = ManifestFile.Read(set.UnusablePath!);
        Assert.Equal(["dddddddddd1_7", "zzzzzzzzzzz_9"], Enumerable.Range(0, unusable.Count).Select(row => unusable[row, "id"]));
        Assert.Equal($"There is no video of it ({_folder["train.txt"]}:6).", unusable[1, "reason"]);
        var sound = WavFile.Read(_folder["out/clips/-aaaaaaaaa1_2/audio.wav"]);
        Assert.Equal((16_000, 1), (sound.SampleRate, sound.ChannelCount));
        Assert.InRange(sound.Seconds, 1.9, 2.2);
        Assert.Equal(["000001.jpg", "000002.jpg"], Directory.GetFiles(_folder["out/clips/-aaaaaaaaa1_2/frames"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Without_lists_folders_tell_parts_and_classes()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.Kinetics(_folder, [.. Videos, "eeeeeeeeee1_000000_000010.mp4", "train/ffffffffff1_000000_000010.mp4"]);
        var set = Prepare(from, null, null);
        Assert.Equal([("train", 4), ("validation", 1), ("test", 1)], set.Manifests[0].RowCounts);
        var unusable = ManifestFile.Read(set.UnusablePath!);
        Assert.StartsWith("Its folders tell no part: ", unusable[0, "reason"], StringComparison.Ordinal);
        Assert.StartsWith("Its folders tell no class: ", unusable[1, "reason"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-3Mwkq-7TV4_000002_000012.mp4", "-3Mwkq-7TV4_2")]
    [InlineData("-3Mwkq-7TV4_2", "-3Mwkq-7TV4_2")]
    [InlineData("C_F52lVsuJv_000033_000043", "C_F52lVsuJv_33")]
    [InlineData("clip.one", "clip.one")]
    public void A_clip_has_one_name_in_files_and_lists(string given, string name) => Assert.Equal(name, KineticsVideos.NameOf(given));

    [Fact]
    public void A_download_without_videos_and_a_clip_of_two_classes_are_refused()
    {
        TinyDownloads.NeedVideos();
        Directory.CreateDirectory(_folder["k400"]);
        Assert.Equal($"{_folder["k400"]} must hold videos (.mp4, .mkv, .webm, .avi); got none.", Refusal("a,1", "b,1"));
        Assert.Equal($"{_folder["train.txt"]}:1 must give a the class 2, as {_folder["test.txt"]}:1; got 1. Delete one line.", Refusal("a 1", "a 2"));
        string Refusal(string train, string test) => Assert.Throws<DataException>(() => Prepare(_folder["k400"], train, test)).Message;
    }

    private PreparedSet Prepare(string from, string? train, string? test) => KineticsSoundsPreparation.Prepare(new()
    {
        From = from,
        Output = _folder["out"],
        TrainList = train is null ? null : _folder.Write("train.txt", train),
        TestList = test is null ? null : _folder.Write("test.txt", test),
    }, (_, _) => { }, TestContext.Current.CancellationToken);
}
