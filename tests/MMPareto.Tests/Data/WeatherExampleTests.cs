using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Data.Weather;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

public sealed class WeatherExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fifth_of_the_cells_is_missing_and_every_row_has_some()
    {
        var table = ManifestFile.Read(WeatherExample.Write(_folder["w"], rows: 300, newRows: 40));
        string[] inputs = ["photo", "sound", "temperature", "season", "note"];
        Assert.Equal(["id", .. inputs, "label"], table.Columns);
        var empty = Enumerable.Range(0, 300).Sum(row => inputs.Count(column => table[row, column].Length == 0));
        Assert.InRange(empty / 1500.0, 0.17, 0.23);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Contains(inputs, column => table[row, column].Length > 0));
        var rest = ManifestFile.Read(_folder["w/new.csv"]);
        Assert.Equal((40, "s300"), (rest.Count, rest[0, "id"]));
        Assert.False(rest.Has("label"));
    }

    [Fact]
    public void It_is_the_same_each_time_and_finds_no_fault()
    {
        var (first, second) = (WeatherExample.Write(_folder["a"], 60, 0), WeatherExample.Write(_folder["b"], 60, 0));
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(second));
        Assert.Equal(File.ReadAllBytes(_folder["a/photos/7.png"]), File.ReadAllBytes(_folder["b/photos/7.png"]));
        Assert.Equal(File.ReadAllBytes(_folder["a/sounds/7.wav"]), File.ReadAllBytes(_folder["b/sounds/7.wav"]));
        Assert.Empty(ManifestCheck.Run(new() { Path = first }, (_, _) => { }, TestContext.Current.CancellationToken).Findings);
    }

    [Fact]
    public void A_folder_that_exists_is_left_alone()
    {
        Directory.CreateDirectory(_folder["w"]);
        Assert.Equal($"{_folder["w"]} must not exist, as nothing is overwritten; name another folder.",
            Assert.Throws<DataException>(() => WeatherExample.Write(_folder["w"])).Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["w"]));
    }
}
