using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>Batch normalisation as its module computes it, which counts batches with a number that nothing holds
/// (<see cref="ScalarMath"/>).</summary>
internal static class BatchNormalisation
{
    /// <summary>Normalises maps, in training by the batch, which moves the running statistics. One value a channel has no variance: it is
    /// normalised by the running statistics, which stay.</summary>
    /// <param name="maps">[b, c, h, w].</param>
    /// <param name="norm">The module, with running statistics and a momentum.</param>
    public static Tensor Normalised(this Tensor maps, BatchNorm2d norm)
    {
        var byBatch = norm.training && maps.numel() > maps.shape[1];
        if (byBatch)
        {
            using var _ = no_grad();
            norm.num_batches_tracked!.PlusInPlace(1L);
        }
        return nn.functional.batch_norm(
            maps, norm.running_mean, norm.running_var, norm.weight, norm.bias, byBatch, norm.momentum!.Value, norm.eps);
    }

    /// <summary>A convolution and its normalisation in a row; the input itself where there are none.</summary>
    /// <param name="input">[b, c, h, w].</param>
    /// <param name="projection">Both; null for none.</param>
    public static Tensor Projected(this Tensor input, Sequential? projection) =>
        projection is null ? input : ((Conv2d)projection[0]).call(input).Normalised((BatchNorm2d)projection[1]);
}
