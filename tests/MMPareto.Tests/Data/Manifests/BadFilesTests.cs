using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Experiments;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Data.Arrays;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>Rows whose files cannot be read end training, or are left out where that is asked for.</summary>
public sealed class BadFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DamagedManifest _manifest;

    public BadFilesTests()
    {
        HealthyManifest.WriteFiles(_folder);
        _manifest = new(_folder.FullPath, "m", ".csv");
        _manifest.SetFile("photo", "page.png", "<html>"u8.ToArray(), HealthyManifest.TrainRow);
        _manifest.Set("sound", "sounds/no.wav", HealthyManifest.ValidationRow);
        _manifest.SetFile("signal", "five.npy", File.ReadAllBytes(NpyFiles.Write(_folder["five.npy"], [1, 2, 3, 4, 5], "(5,)")), HealthyManifest.TestRow);
        _manifest.Finish();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_left_out_and_named()
    {
        var notes = new List<string>();
        var data = ManifestSplits.Load(new() { Path = _manifest.Path, SkipBadFiles = true }, notes.Add, TestContext.Current.CancellationToken);
        Assert.Equal((15, 3, 3), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(
            [$"{_manifest.Path}:9, column 'photo': ", $"{_manifest.Path}:19, column 'sound': ", $"{_manifest.Path}:23, column 'signal': "],
            data.LeftOut.Select(line => line[..(line.IndexOf("': ", StringComparison.Ordinal) + 3)]));
        Assert.Equal("without 3 of 24 rows, whose files cannot be read", data.Notes[^1]);
        Assert.Equal(["Reads the files of all 24 rows, to leave out those that are bad.", "Leaves out 3 of 24 rows, whose files cannot be read."], notes);
    }

    [Fact]
    public void Without_being_asked_the_first_one_is_an_error()
    {
        var error = Assert.Throws<DataException>(() => ManifestSplits.Load(new() { Path = _manifest.Path }));
        Assert.StartsWith($"{_manifest.Path}:19, column 'sound' must name a file that exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_is_part_of_the_hash_and_the_same_each_time()
    {
        string Hash() => ManifestSplits.Load(new() { Path = _manifest.Path, SkipBadFiles = true }).ContentHash;
        var first = Hash();
        Assert.Equal(first, Hash());
        File.Copy(_folder["photos/1.png"], _manifest.Own("page.png"), overwrite: true);
        Assert.NotEqual(first, Hash());
    }

    [Fact]
    public void A_part_of_which_nothing_can_be_read_is_an_error()
    {
        for (var row = 20; row < 24; row++) File.WriteAllText(_folder[$"sounds/{row}.wav"], "");
        var error = Assert.Throws<DataException>(() => ManifestSplits.Load(new() { Path = _manifest.Path, SkipBadFiles = true }));
        Assert.Equal($"{_manifest.Path} must have rows for the test whose files can be read; got none. 'mmpareto data check' tells all.", error.Message);
    }

    [Fact]
    public void A_run_tells_what_it_left_out_and_can_be_evaluated()
    {
        var result = Experiment.Train(_manifest.Path, null, [.. DamageFixture.Settings, "data.bad_files=skip"], _folder["runs"], TestContext.Current.CancellationToken);
        Assert.Equal(3, File.ReadAllLines(result.Folder.LeftOutFile).Length);
        Assert.Contains("without 3 of 24 rows, whose files cannot be read", result.Summary!.Notes);
        Assert.Equal(result.Summary.Test.Fused, Experiment.Evaluate(result.Folder, "best", "test", _ => { }, TestContext.Current.CancellationToken).Fused);
    }
}
