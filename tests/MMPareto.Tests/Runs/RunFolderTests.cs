using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();
    private readonly FixedClock _clock = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_new_folder_bears_name_and_time_and_holds_a_folder_for_checkpoints()
    {
        var folder = RunFolder.Create(Path.Combine(_runs.FullPath, "deep", "er"), "cg-mnist-mmpareto-s0", _clock);

        Assert.Equal(Path.Combine(_runs.FullPath, "deep", "er", "cg-mnist-mmpareto-s0-20261123-101500"), folder.FullPath);
        Assert.Equal("cg-mnist-mmpareto-s0-20261123-101500", folder.Name);
        Assert.True(Directory.Exists(folder.CheckpointsFolder));
    }

    [Fact]
    public void A_taken_name_gets_a_number()
    {
        var names = Enumerable.Range(0, 3).Select(_ => RunFolder.Create(_runs.FullPath, "a", _clock).Name);

        Assert.Equal(["a-20261123-101500", "a-20261123-101500-2", "a-20261123-101500-3"], names);
    }

    [Fact]
    public void A_file_of_the_same_name_is_left_alone()
    {
        var file = _runs.Write("a-20261123-101500", "mine");

        Assert.Equal("a-20261123-101500-2", RunFolder.Create(_runs.FullPath, "a", _clock).Name);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task Folders_made_at_the_same_time_are_all_different_and_nothing_else_is_left()
    {
        using var start = new Barrier(8);
        var makers = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return Enumerable.Range(0, 10).Select(_ => RunFolder.Create(_runs.FullPath, "a", _clock).Name).ToList();
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        var names = (await Task.WhenAll(makers)).SelectMany(n => n).ToList();

        Assert.Equal(80, names.Distinct().Count());
        Assert.Equal(80, Directory.GetFileSystemEntries(_runs.FullPath).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a\nb")]
    public void A_name_that_is_no_folder_name_is_refused(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => RunFolder.Create(_runs.FullPath, name, _clock));

        Assert.Equal(
            $"name must be a folder name of 1 to 200 characters; got '{name}'. (Parameter 'name')", e.Message);
    }

    [Fact]
    public void A_parent_that_is_a_file_is_refused_in_one_line()
    {
        var file = _runs.Write("file", "");

        var e = Assert.Throws<RunFolderException>(() => RunFolder.Create(file, "a", _clock));

        Assert.StartsWith($"{file} must be a folder that a run folder can be made in; got: ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Choose another folder.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_folder_opens_with_or_without_a_slash_at_its_end()
    {
        _runs.Write("config.yaml", "");
        _runs.Write("metrics.jsonl", "");

        Assert.Equal(_runs.FullPath, RunFolder.Open(_runs.FullPath).FullPath);
        Assert.Equal(Path.GetFileName(_runs.FullPath), RunFolder.Open(_runs.FullPath + "/").Name);
    }

    [Fact]
    public void What_is_no_run_folder_does_not_open()
    {
        Refuses(Path.Combine(_runs.FullPath, "none"), "no such folder");
        Refuses(_runs.FullPath, "no config.yaml");
        Refuses(_runs.Write("config.yaml", ""), "a file");
        Refuses(_runs.FullPath, "no metrics.jsonl");
    }

    private static void Refuses(string path, string found)
    {
        var e = Assert.Throws<RunFolderException>(() => RunFolder.Open(path));
        Assert.Equal(
            $"{path} must be a run folder, with config.yaml and metrics.jsonl; got {found}. " +
            "Give a folder that 'mmpareto train' has written.", e.Message);
    }
}
