using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>Whole numbers that stand for something, held as floating-point values as all inputs are.</summary>
internal static class Codes
{
    /// <summary>The values as whole numbers, checked, since libtorch's own error does not name them. Reads two numbers back.</summary>
    /// <param name="values">Any shape, floating point.</param>
    /// <param name="count">Number of codes; they are 0 to count − 1.</param>
    /// <param name="name">What they are, for the error.</param>
    /// <exception cref="ArgumentException">A code is out of its range.</exception>
    internal static Tensor Of(Tensor values, long count, string name)
    {
        var codes = values.to(ScalarType.Int64);
        if (codes.numel() == 0) return codes;
        var (least, most) = (codes.min().item<long>(), codes.max().item<long>());
        return least >= 0 && most < count ? codes
            : throw new ArgumentException($"{name} must be from 0 to {count - 1}; got {(least < 0 ? least : most)}.");
    }
}
