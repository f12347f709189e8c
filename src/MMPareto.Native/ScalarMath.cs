using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Native;

/// <summary>Arithmetic in which a number goes to libtorch, safe from the garbage collector.</summary>
/// <remarks>
/// TorchSharp turns a number into a <see cref="Scalar"/> that nothing holds once its native pointer was read: its finalizer may
/// free it while libtorch still reads it. The outcome is an error ("Expected false to be true", "Unknown scalar type") or a number out of
/// freed memory. Here the scalar lives until the call is over. An analyzer refuses the other ways in the sources of this project; see
/// <c>docs/torchsharp-notes.md</c>.
/// </remarks>
public static class ScalarMath
{
    /// <summary>tensor · number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    public static Tensor Times(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.mul(held);
    }

    /// <summary>The squares of the elements. TorchSharp's <c>square</c> is a power with a number.</summary>
    /// <param name="tensor">Any shape.</param>
    public static Tensor Squared(this Tensor tensor) => tensor.mul(tensor);

    /// <summary>tensor ← tensor · number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor TimesInPlace(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.mul_(held);
    }

    /// <summary>tensor / number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    public static Tensor DividedBy(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.div(held);
    }

    /// <summary>tensor + number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    public static Tensor Plus(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        using var one = One();
        return tensor.add(held, one);
    }

    /// <summary>tensor ← tensor + number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor PlusInPlace(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        using var one = One();
        return tensor.add_(held, one);
    }

    /// <summary>tensor ← tensor + number, for whole numbers.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A whole number.</param>
    /// <returns>The tensor.</returns>
    public static Tensor PlusInPlace(this Tensor tensor, long number)
    {
        using var held = number.ToScalar();
        using var one = One();
        return tensor.add_(held, one);
    }

    /// <summary>The tensor, with a number where an element is below it.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    public static Tensor AtLeast(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.clamp_min(held);
    }

    /// <summary>Whether each element is above a number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="number">A number of the tensor's type.</param>
    public static Tensor IsAbove(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.gt(held);
    }

    /// <summary>The tensor, with a number where a mask is true.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="mask">A shape that broadcasts to it.</param>
    /// <param name="number">A number of the tensor's type.</param>
    public static Tensor WithNumberWhere(this Tensor tensor, Tensor mask, double number)
    {
        using var held = number.ToScalar();
        return tensor.masked_fill(mask, held);
    }

    /// <summary>tensor + other. TorchSharp's own sum passes a factor of 1 as a number.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="other">A shape that broadcasts with it.</param>
    public static Tensor Plus(this Tensor tensor, Tensor other)
    {
        using var one = One();
        return tensor.add(other, alpha: one);
    }

    /// <summary>tensor ← tensor + other.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="other">A shape that broadcasts to it.</param>
    /// <returns>The tensor.</returns>
    public static Tensor PlusInPlace(this Tensor tensor, Tensor other)
    {
        using var one = One();
        return tensor.add_(other, alpha: one);
    }

    /// <summary>tensor + factor · other.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="other">The same shape.</param>
    /// <param name="factor">A number of their type.</param>
    public static Tensor Plus(this Tensor tensor, Tensor other, double factor)
    {
        using var held = factor.ToScalar();
        return tensor.add(other, alpha: held);
    }

    /// <summary>tensor ← tensor + factor · other.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="other">The same shape.</param>
    /// <param name="factor">A number of their type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor PlusInPlace(this Tensor tensor, Tensor other, double factor)
    {
        using var held = factor.ToScalar();
        return tensor.add_(other, alpha: held);
    }

    /// <summary>tensor ← tensor + factor · first · second, element by element.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="first">The same shape.</param>
    /// <param name="second">The same shape.</param>
    /// <param name="factor">A number of their type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor PlusProductInPlace(this Tensor tensor, Tensor first, Tensor second, double factor)
    {
        using var held = factor.ToScalar();
        return tensor.addcmul_(first, second, held);
    }

    /// <summary>tensor ← tensor + factor · first / second, element by element.</summary>
    /// <param name="tensor">Any shape.</param>
    /// <param name="first">The same shape.</param>
    /// <param name="second">The same shape.</param>
    /// <param name="factor">A number of their type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor PlusQuotientInPlace(this Tensor tensor, Tensor first, Tensor second, double factor)
    {
        using var held = factor.ToScalar();
        return tensor.addcdiv_(first, second, held);
    }

    /// <summary>A whole 1, which suits tensors of every type.</summary>
    private static Scalar One() => 1L.ToScalar();
}
