using System.Numerics;

namespace MMPareto.Native;

/// <summary>Inner products and combinations of long vectors of float32, in double.</summary>
/// <remarks>
/// A float32 sum over 11 million entries is wrong in the third or fourth digit; in double the same pass over memory
/// costs no more and is right to 15.
/// </remarks>
public static class VectorMath
{
    /// <summary>The inner product of two vectors.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">The other, of the same length.</param>
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
    /// <param name="target">Read and written.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="other">A vector of the same length.</param>
    /// <param name="otherWeight">The weight of the other.</param>
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

    /// <summary>sum = sum + weight · vector.</summary>
    /// <param name="sum">Read and written.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="vector">A vector of the same length.</param>
    public static void Accumulate(Span<double> sum, double weight, ReadOnlySpan<float> vector)
    {
        var (width, half) = (Vector<float>.Count, Vector<double>.Count);
        var weights = new Vector<double>(weight);
        var i = 0;
        for (; i <= sum.Length - width; i += width)
        {
            Vector.Widen(new Vector<float>(vector[i..]), out var low, out var high);
            Vector.FusedMultiplyAdd(low, weights, new Vector<double>(sum[i..])).CopyTo(sum[i..]);
            Vector.FusedMultiplyAdd(high, weights, new Vector<double>(sum[(i + half)..])).CopyTo(sum[(i + half)..]);
        }
        for (; i < sum.Length; i++) sum[i] = Math.FusedMultiplyAdd(vector[i], weight, sum[i]);
    }

    /// <summary>target = sum, rounded.</summary>
    /// <param name="sum">Values in double.</param>
    /// <param name="target">Written; of the same length.</param>
    public static void Round(ReadOnlySpan<double> sum, Span<float> target)
    {
        for (var i = 0; i < sum.Length; i++) target[i] = (float)sum[i];
    }

    /// <summary>target = weight · target.</summary>
    /// <param name="target">Read and written.</param>
    /// <param name="weight">Its weight.</param>
    public static void Scale(Span<float> target, double weight)
    {
        for (var i = 0; i < target.Length; i++) target[i] = (float)(target[i] * weight);
    }
}
