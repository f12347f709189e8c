using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>A linear map of each patch of an image: [b, …, c, h, w] → [b, n, d], row by row, frame by frame.</summary>
/// <remarks>
/// The same as a convolution whose kernel and stride are the patch, and its weight has that shape; computed as a linear map,
/// which is safe for any width (see the notes on TorchSharp). What is left over at the bottom and the right is not looked at.
/// </remarks>
internal sealed class PatchEmbedding : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "proj")]
    private readonly Conv2d _proj;

    private readonly int _patch;

    public PatchEmbedding(long channels, int patch, int width) : base(nameof(PatchEmbedding))
    {
        _proj = nn.Conv2d(channels, width, patch, stride: patch);
        _patch = patch;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var shape = input.shape;
        var (rows, columns) = (shape[^2] / _patch, shape[^1] / _patch);
        var images = input.reshape([-1, .. shape[^3..]]).narrow(2, 0, rows * _patch).narrow(3, 0, columns * _patch);
        var patches = images.unflatten(3, [columns, _patch]).unflatten(2, [rows, _patch]).permute(0, 2, 4, 1, 3, 5);
        var weight = _proj.weight.flatten(1);
        return nn.functional.linear(patches.reshape(shape[0], -1, weight.shape[1]), weight, _proj.bias!).MoveToOuterDisposeScope();
    }
}
