using CsCheck;
using MMPareto.Native;

namespace MMPareto.Tests.Native;

public class VectorMathTests
{
    private static readonly Gen<(float[] A, float[] B)> Pairs = Gen.Int[0, 70].SelectMany(n =>
        Gen.Select(Gen.Float[-1e3f, 1e3f].Array[n], Gen.Float[-1e3f, 1e3f].Array[n]));

    [Fact]
    public void Inner_products_are_those_of_double_arithmetic_at_every_length()
    {
        Pairs.Sample(pair =>
        {
            var (a, b) = pair;
            var (expected, scale) = (0.0, 0.0);
            for (var i = 0; i < a.Length; i++)
            {
                expected += (double)a[i] * b[i];
                scale += Math.Abs((double)a[i] * b[i]);
            }
            Assert.Equal(expected, VectorMath.Dot(a, b), 1e-14 * scale + double.Epsilon);
        }, iter: 5_000, threads: 1);
    }

    [Fact]
    public void A_small_entry_is_not_lost_beside_millions_of_large_ones()
    {
        var a = new float[3_000_000];
        Array.Fill(a, 1f);
        a[^1] = 1e-6f;
        Assert.Equal(2_999_999 + ((double)1e-6f * 1e-6f), VectorMath.Dot(a, a));
    }

    [Fact]
    public void Two_rows_are_combined_in_double_and_rounded_once()
    {
        Gen.Select(Pairs, Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((pair, v, w) =>
        {
            var (a, b) = pair;
            var target = a.ToArray();
            VectorMath.Combine(target, v, b, w);
            for (var i = 0; i < a.Length; i++) NearestFloat((a[i] * v) + (b[i] * w), Math.Abs(a[i] * v) + Math.Abs(b[i] * w), target[i]);
        }, iter: 5_000, threads: 1);
    }

    [Fact]
    public void Many_rows_are_combined_in_double_and_rounded_once()
    {
        Gen.Select(Gen.Int[0, 40].SelectMany(n => Gen.Float[-1e3f, 1e3f].Array[n].Array[3]), Gen.Double[-3, 3].Array[3]).Sample((rows, weights) =>
        {
            var sum = new double[rows[0].Length];
            var target = new float[sum.Length];
            foreach (var (row, weight) in rows.Zip(weights)) VectorMath.Accumulate(sum, weight, row);
            VectorMath.Round(sum, target);
            for (var k = 0; k < target.Length; k++)
            {
                double[] parts = [.. rows.Zip(weights, (row, weight) => weight * row[k])];
                NearestFloat(parts.Sum(), parts.Sum(Math.Abs), target[k]);
            }
        }, iter: 5_000, threads: 1);
    }

    [Fact]
    public void Scaling_is_done_in_double_and_rounded_once()
    {
        var target = new[] { 1e38f, 3f, -float.Epsilon, 0f };
        VectorMath.Scale(target, 1 / 3.0);
        Assert.Equal([(float)(1e38f / 3.0), 1f, -0f, 0f], target);
    }

    private static void NearestFloat(double exact, double scale, float actual) =>
        // Half a step of float, and the rounding of the double sum.
        Assert.InRange(Math.Abs(actual - exact), 0, (Math.BitIncrement(Math.Abs(actual)) * 6.0e-8) + (1e-15 * scale) + 1e-45);
}
