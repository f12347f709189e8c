using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments;

/// <summary>Training sees images differently in each epoch; all else sees them as they are.</summary>
public sealed class AugmentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_epoch_has_views_of_its_own_that_workers_do_not_change()
    {
        var train = Load(augment: true).Train;
        var (first, again) = (Photos(train, epoch: 1, augment: true, workers: 0), Photos(train, epoch: 1, augment: true, workers: 2));
        Assert.Equal(first, again);
        var second = Photos(train, epoch: 2, augment: true, workers: 0);
        var plain = Photos(train, epoch: 1, augment: false, workers: 0);
        Assert.InRange(Differing(first, second), 45, first.Length);
        Assert.InRange(Differing(first, plain), 45, first.Length);
        Assert.Equal(plain, Photos(Load(augment: false).Train, epoch: 1, augment: true, workers: 0));
    }

    [Fact]
    public void Validation_and_test_see_images_as_they_are()
    {
        var data = Load(augment: true);
        Assert.Equal(Photos(data.Validation, 1, augment: true, workers: 0), Photos(Load(augment: false).Validation, 1, augment: false, workers: 0));
        Assert.False(((IAugmentedDataset)data.Test).IsAugmented);
    }

    private static int Differing(float[][] a, float[][] b) => a.Zip(b, (x, y) => x.SequenceEqual(y) ? 0 : 1).Sum();

    /// <summary>The photos of all samples that have one, in the order of the samples.</summary>
    private static float[][] Photos(IMultimodalDataset data, int epoch, bool augment, int workers)
    {
        var loader = new BatchLoader(data, new() { BatchSize = 8, Shuffle = false, Workers = workers, Augment = augment });
        List<float[]> photos = [];
        foreach (var batch in loader.Epoch(epoch))
        {
            using var owned = batch;
            var values = batch.Inputs["photo"].data<float>().ToArray().Chunk((int)(batch.Inputs["photo"].numel() / batch.Size)).ToArray();
            photos.AddRange(values.Where((_, i) => batch.Presence?.Has("photo", i) ?? true));
        }
        return [.. photos];
    }

    private DatasetSplits Load(bool augment) => ManifestSplits.Load(new() { Path = MixedManifest.Write(_folder), Augment = augment });
}
