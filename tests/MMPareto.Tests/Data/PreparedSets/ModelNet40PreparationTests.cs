using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.PreparedSets;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.PreparedSets;

public sealed class ModelNet40PreparationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Front_and_rear_are_the_first_and_the_seventh_view_and_nothing_is_copied()
    {
        var from = TinyDownloads.ModelNet40(_folder,
            "airplane/train/airplane_0001", "airplane/test/airplane_0627", "night_stand/train/night_stand_0001", "night_stand/test/night_stand_0201", "night_stand/test/night_stand_0202");
        File.Delete(Path.Combine(from, "airplane/train/airplane_0001_012.jpg"));
        File.WriteAllText(Path.Combine(from, "night_stand/test/night_stand_0202_007.jpg"), "no image");
        var before = TinyDownloads.Snapshot(from);
        var set = Prepare(from);

        Assert.Equal(from, set.Root);
        Assert.Equal([("train", 1), ("test", 2)], Assert.Single(set.Manifests).RowCounts);
        var table = ManifestFile.Read(set.Manifests[0].Path);
        Assert.Equal(["id", "split", "label", "front", "rear"], table.Columns);
        Assert.Equal(
            ["night_stand_0001", "train", "night_stand", "night_stand/train/night_stand_0001_001.jpg", "night_stand/train/night_stand_0001_007.jpg"],
            table.Columns.Select(column => table[1, column]));
        var unusable = ManifestFile.Read(set.UnusablePath!);
        Assert.Equal((2, "airplane_0001", "It has 11 views and not 12."), (unusable.Count, unusable[0, "id"], unusable[0, "reason"]));
        Assert.Equal(before, TinyDownloads.Snapshot(from));
        Assert.Equal(["manifest.csv", "preparation.json", "unusable.csv"], Directory.GetFileSystemEntries(_folder["out"]).Select(Path.GetFileName).Order());
        Assert.Equal(set.Manifests[0].RowCounts, Prepare(from).Manifests[0].RowCounts);
    }

    [Fact]
    public void A_folder_of_something_else_is_refused()
    {
        Directory.CreateDirectory(_folder["views/airplane/train"]);
        Assert.Equal($"{_folder["views"]} must hold images as airplane/train/airplane_0001_001.jpg; got none.", Assert.Throws<DataException>(() => Prepare(_folder["views"])).Message);
    }

    private PreparedSet Prepare(string from) =>
        ModelNet40Preparation.Prepare(new() { From = from, Output = _folder["out"] }, (_, _) => { }, TestContext.Current.CancellationToken);
}
