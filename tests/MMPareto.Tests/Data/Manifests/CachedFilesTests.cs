using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>What is decoded of images, frames and audio can be kept; the values are the same to the bit.</summary>
public sealed class CachedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DamagedManifest _manifest;

    public CachedFilesTests()
    {
        HealthyManifest.WriteFiles(_folder);
        _manifest = new(_folder.FullPath, "m", ".csv");
        _manifest.Finish();
    }

    private string Cache => _folder["cache"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_are_equal_with_and_without_it_and_when_they_come_from_it()
    {
        var plain = Values(null);
        Assert.False(Directory.Exists(Cache));
        Assert.Equal(plain, Values(Cache));
        Assert.Equal(24 * (1 + 1 + 1), Directory.GetFiles(Cache).Length); // an image, a frame and a sound of each row
        Assert.Equal(plain, Values(Cache));
    }

    [Fact]
    public void Values_do_come_from_it()
    {
        Values(Cache);
        foreach (var file in Directory.GetFiles(Cache)) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Values(Cache);
        Assert.All(Directory.GetFiles(Cache), file => Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file))); // touched, not written anew
        Assert.Equal(72, Directory.GetFiles(Cache).Length);
    }

    [Fact]
    public void A_changed_file_is_noticed()
    {
        var before = Values(Cache);
        HealthyManifest.Picture(_folder["photos/1.png"], SkiaSharp.SKEncodedImageFormat.Png, 5);
        File.SetLastWriteTimeUtc(_folder["photos/1.png"], DateTime.UnixEpoch);
        var after = Values(Cache);
        Assert.NotEqual(before, after);
        Assert.Equal(Values(null), after);
    }

    [Fact]
    public void Other_settings_do_not_get_its_values()
    {
        Values(Cache);
        Assert.Equal(Values(null, size: 6, bins: 9), Values(Cache, size: 6, bins: 9));
    }

    [Fact]
    public void A_bad_file_is_refused_as_without_it()
    {
        Values(Cache);
        File.WriteAllText(_folder["photos/1.png"], "<html>");
        var error = Assert.Throws<DataException>(() => Values(Cache, size: 8));
        Assert.Contains($"{_manifest.Path}:3, column 'photo': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_told()
    {
        _folder.Write("file", "x");
        var error = Assert.Throws<DataException>(() => Values(_folder["file"]));
        Assert.StartsWith($"{_folder["file"]} cannot be used as a cache: ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>All inputs of all rows.</summary>
    private float[] Values(string? cache, int size = 0, int bins = 8)
    {
        var data = ManifestSplits.Load(new()
        {
            Path = _manifest.Path,
            CacheFolder = cache,
            CacheGigabytes = 0.1,
            ImageSize = size,
            FrameCount = 1,
            SampleRate = 8000,
            MelBins = bins,
        });
        List<float> values = [];
        foreach (var part in new[] { data.Train, data.Validation, data.Test })
        {
            using var batch = new BatchReader(part).Read([.. Enumerable.Range(0, part.Count)]);
            foreach (var input in batch.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal)) values.AddRange(input.Value.data<float>().ToArray());
        }
        return [.. values];
    }
}
