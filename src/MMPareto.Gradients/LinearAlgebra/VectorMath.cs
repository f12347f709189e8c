using System.Numerics;

namespace MMPareto.Gradients.LinearAlgebra;

/// <summary>Inner products and combinations of long vectors of float32, in double.</summary>
/// <remarks>
/// A float32 sum over 11 million entries is wrong in the third or fourth digit; in double the same pass over memory
/// costs no more and is right to 15.
/// </remarks>
internal static class VectorMath
{
    /// <summary>The inner product of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var width = Vector<float>.Count;
        var low = Vector<double>.Zero;
        var high = Vector<double>.Zero;
        var i = 0;
        for (; i <= a.Length - width; i += width)
        {
            Vector.Widen(new Vector<float>(a[i..]), out var aLow, out var aHigh);
            Vector.Widen(new Vector<float>(b[i..]), out var bLow, out var bHigh);
            low = Vector.FusedMultiplyAdd(aLow, bLow, low);
            high = Vector.FusedMultiplyAdd(aHigh, bHigh, high);
        }
        var sum = Vector.Sum(low + high);
        for (; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }

    /// <summary>target = weight · target + other · otherWeight, rounded once.</summary>
    public static void Combine(Span<float> target, double weight, ReadOnlySpan<float> other, double otherWeight)
    {
        var width = Vector<float>.Count;
        var targetWeights = new Vector<double>(weight);
        var otherWeights = new Vector<double>(otherWeight);
        var i = 0;
        for (; i <= target.Length - width; i += width)
        {
            Vector.Widen(new Vector<float>(target[i..]), out var tLow, out var tHigh);
            Vector.Widen(new Vector<float>(other[i..]), out var oLow, out var oHigh);
            var low = Vector.FusedMultiplyAdd(oLow, otherWeights, tLow * targetWeights);
            var high = Vector.FusedMultiplyAdd(oHigh, otherWeights, tHigh * targetWeights);
            Vector.Narrow(low, high).CopyTo(target[i..]);
        }
        for (; i < target.Length; i++)
            target[i] = (float)Math.FusedMultiplyAdd(other[i], otherWeight, target[i] * weight);
    }

    /// <summary>target = Σ weight_i · row_i for any number of rows, one after the other in a buffer; row 0 holds the target.</summary>
    public static void Combine(Span<float> target, int rowLength, int start, ReadOnlySpan<double> weights, ReadOnlySpan<float> rows)
    {
        for (var k = 0; k < target.Length; k++)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++) sum += weights[i] * rows[i * rowLength + start + k];
            target[k] = (float)sum;
        }
    }

    /// <summary>target = weight · target.</summary>
    public static void Scale(Span<float> target, double weight)
    {
        for (var i = 0; i < target.Length; i++) target[i] = (float)(target[i] * weight);
    }
}
