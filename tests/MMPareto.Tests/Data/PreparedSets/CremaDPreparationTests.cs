using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Data.PreparedSets;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.PreparedSets;

public sealed class CremaDPreparationTests : IDisposable
{
    private static readonly string[] Clips =
        [.. from actor in Enumerable.Range(1001, 6) from emotion in new[] { "ANG", "SAD" } select $"{actor}_DFA_{emotion}_XX"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_lists_no_speaker_is_in_two_parts_and_the_manifest_has_no_fault()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.CremaD(_folder, Clips);
        var before = TinyDownloads.Snapshot(from);
        List<(int, int)> told = [];
        var set = CremaDPreparation.Prepare(Options(from), (done, count) => { lock (told) told.Add((done, count)); }, TestContext.Current.CancellationToken);

        Assert.Equal(_folder["out/manifest.csv"], Assert.Single(set.Manifests).Path);
        Assert.Equal((0, null, 0), (set.UnusableCount, set.UnusablePath, set.Notes.Count));
        Assert.Equal([("train", 8), ("validation", 2), ("test", 2)], set.Manifests[0].RowCounts);
        Assert.Contains((12, 12), told);
        Assert.Equal(before, TinyDownloads.Snapshot(from));
        var table = ManifestFile.Read(set.Manifests[0].Path);
        Assert.Equal(["id", "split", "group", "label", "video", "audio"], table.Columns);
        Assert.Equal(
            ["1001_DFA_ANG_XX", "1001", "ANG", "clips/1001_DFA_ANG_XX/frames", "clips/1001_DFA_ANG_XX/audio.wav"],
            new[] { "id", "group", "label", "video", "audio" }.Select(column => table[0, column]));
        Assert.Equal(2, Directory.GetFiles(_folder["out/clips/1001_DFA_ANG_XX/frames"]).Length);
        var report = ManifestCheck.Run(new() { Path = set.Manifests[0].Path }, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings);
        Assert.Equal([ColumnKind.Frames, ColumnKind.Audio], report.Columns.TakeLast(2).Select(column => column.Kind));
    }

    [Fact]
    public void With_lists_their_parts_are_taken_and_what_cannot_be_used_is_named()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.CremaD(_folder, [.. Clips, "1009_IEO_FEA_X", "odd"]);
        File.WriteAllText(Path.Combine(from, "VideoFlash", "1001_DFA_ANG_XX.flv"), "no video");
        File.WriteAllText(Path.Combine(from, "VideoFlash", "1002_DFA_ANG_XX.flv"), "version https://git-lfs.github.com/spec/v1\noid sha256:1\n");
        File.Delete(Path.Combine(from, "AudioWAV", "1003_DFA_ANG_XX.wav"));
        var options = Options(from) with
        {
            TrainList = _folder.Write("train.csv", string.Join('\n', Clips[..9].Select(Line))),
            TestList = _folder.Write("test.csv", string.Join('\n', Clips[9..].Select(Line)) + "\n\n"),
        };
        var set = Prepare(options);

        Assert.Equal(["manifest.csv", "manifest-by-speaker.csv"], set.Manifests.Select(manifest => Path.GetFileName(manifest.Path)));
        Assert.Equal([("train", 6), ("test", 3)], set.Manifests[0].RowCounts);
        Assert.Equal([("train", 7), ("validation", 1), ("test", 1)], set.Manifests[1].RowCounts.Select(part => (part.Split, part.Count > 2 ? 7 : 1)));
        Assert.StartsWith("The published lists share speakers: 1 of the 2 speakers of the test are in training too.", Assert.Single(set.Notes), StringComparison.Ordinal);
        var unusable = ManifestFile.Read(set.UnusablePath!);
        Assert.Equal((5, 5), (set.UnusableCount, unusable.Count));
        Assert.Equal(["1001_DFA_ANG_XX", "1002_DFA_ANG_XX", "1003_DFA_ANG_XX", "1009_IEO_FEA_X", "odd"], Enumerable.Range(0, 5).Select(row => unusable[row, "id"]));
        Assert.Contains("Run git lfs pull in the download.", unusable[1, "reason"], StringComparison.Ordinal);
        Assert.Contains("there is no such file", unusable[2, "reason"], StringComparison.Ordinal);
        Assert.Equal("It is in neither list.", unusable[3, "reason"]);
        Assert.Equal("Its name is not ACTOR_SENTENCE_EMOTION_LEVEL.", unusable[4, "reason"]);
        Assert.Equal(9, Directory.GetDirectories(_folder["out/clips"]).Length);
    }

    [Fact]
    public void A_second_time_what_is_there_is_kept_and_the_rest_is_made()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.CremaD(_folder, Clips);
        Prepare(Options(from));
        Directory.Delete(_folder["out/clips/1004_DFA_SAD_XX"], recursive: true);
        Directory.CreateDirectory(_folder["out/clips/.1004_DFA_SAD_XX.part"]);
        var before = TinyDownloads.Snapshot(_folder["out"]);
        Prepare(Options(from));
        var after = TinyDownloads.Snapshot(_folder["out"]);
        Assert.Equal(before, after.Where(line => !line.Contains("1004_DFA_SAD_XX", StringComparison.Ordinal) || before.Contains(line)));
        Assert.Equal(3, after.Except(before).Count());
        Assert.Empty(Directory.GetDirectories(_folder["out/clips"], ".*"));

        Assert.Equal(
            $"{_folder["out/preparation.json"]} must be crema-d with 2 frames a second and sound at 16000 Hz, as asked for; got crema-d with 1 frames a second "
            + "and sound at 16000 Hz. Name another folder with --out.", Refusal(Options(from) with { FramesPerSecond = 2 }));
        File.AppendAllText(_folder["out/manifest.csv"], "x\n");
        Assert.Equal(
            $"{_folder["out/manifest.csv"]} must be what would be written now; it differs, and nothing is overwritten. Move it away and run the same again.",
            Refusal(Options(from)));
    }

    [Fact]
    public void Whoever_stops_it_keeps_whole_clips_only()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.CremaD(_folder, Clips);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CremaDPreparation.Prepare(Options(from), (_, _) => stop.Cancel(), stop.Token));
        Assert.InRange(Directory.GetDirectories(_folder["out/clips"]).Length, 1, 11);
        Assert.All(Directory.GetDirectories(_folder["out/clips"]), clip => Assert.True(File.Exists(Path.Combine(clip, "audio.wav"))));
        Assert.False(File.Exists(_folder["out/manifest.csv"]));
    }

    [Fact]
    public void A_missing_ffmpeg_is_told_at_once() => Assert.Equal(
        "videos are read by ffmpeg, which was not found. Install it, e.g. apt-get install ffmpeg.",
        Refusal(Options(_folder.FullPath) with { Output = _folder.FullPath + "-out", Decoder = new() { SearchPath = _folder["none"] } }));

    [Fact]
    public void Folders_and_lists_that_are_not_as_they_must_be_are_refused()
    {
        TinyDownloads.NeedVideos();
        var from = TinyDownloads.CremaD(_folder, Clips);
        Assert.Equal($"{_folder["none"]} must be the folder of the download; got none of that name.", Refusal(Options(_folder["none"])));
        Assert.Equal($"{from}/out must not be in {from}, as the download is not changed; name another folder.", Refusal(Options(from) with { Output = $"{from}/out" }));
        Assert.StartsWith($"{_folder.FullPath} must hold AudioWAV and VideoFlash", Refusal(Options(_folder.FullPath) with { Output = _folder.FullPath + "-out" }), StringComparison.Ordinal);
        string WithList(string line) => Refusal(Options(from) with { TrainList = _folder.Write("a.csv", line), TestList = _folder.Write("b.csv", Line(Clips[0])) });
        Assert.Equal($"{_folder["a.csv"]}:1 must be the name of a clip and its class, with a comma or a blank between; got '1001_DFA_ANG_XX'.", WithList("1001_DFA_ANG_XX"));
        Assert.Equal($"{_folder["a.csv"]}:1 must give 1002_DFA_ANG_XX the class of its name, ANG; got 'SAD'.", WithList("1002_DFA_ANG_XX SAD"));
        Assert.Equal($"{_folder["a.csv"]}:1 must name a clip as 1001_DFA_ANG_XX; got 'x'.", WithList("x,SAD"));
        Assert.Equal($"{_folder["a.csv"]} must name clips; got an empty file.", WithList("\n"));
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out/thesis.txt"], "");
        Assert.Equal($"{_folder["out"]} must be empty or have been made by this command; it holds other files. Name another folder with --out.", Refusal(Options(from)));
    }

    [Fact]
    public void Of_91_speakers_14_are_held_back_twice_and_the_seed_decides_whom()
    {
        string[] speakers = [.. Enumerable.Range(1001, 91).Select(actor => $"{actor}")];
        var split = SpeakerSplit.Of([.. speakers, .. speakers], 0);
        Assert.Equal([14, 63, 14], split.GroupBy(pair => pair.Value).OrderBy(part => part.Key).Select(part => part.Count()));
        Assert.Equal(split, SpeakerSplit.Of(speakers.Reverse(), 0));
        Assert.NotEqual(split, SpeakerSplit.Of(speakers, 1));
        Assert.Equal("clips must be of 3 speakers or more to be split by speaker; got 2.", Assert.Throws<DataException>(() => SpeakerSplit.Of(speakers[..2], 0)).Message);
    }

    private PreparationOptions Options(string from) => new() { From = from, Output = _folder["out"] };

    private static string Line(string clip) => $"{clip},{clip.Split('_')[2]}";

    private static PreparedSet Prepare(PreparationOptions options) => CremaDPreparation.Prepare(options, (_, _) => { }, TestContext.Current.CancellationToken);

    private static string Refusal(PreparationOptions options) => Assert.Throws<DataException>(() => Prepare(options)).Message;
}
