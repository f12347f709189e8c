using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace MMPareto.Data.Images;

/// <summary>Writes resampled, scaled pixels channel by channel.</summary>
/// <remarks>
/// Rows are mixed first, then columns, in 32-bit floats without rounding in between and without fused
/// operations: the same bits on every machine. One row is all the memory it takes.
/// </remarks>
internal static class Resampler
{
    private const int Lanes = PixelBuffer.BytesPerPixel;

    public static void Write(
        PixelBuffer pixels, ResampleAxis horizontal, ResampleAxis vertical, ImageTransform transform,
        Span<float> destination)
    {
        var (start, count) = (horizontal.SourceStart, horizontal.SourceEnd - horizontal.SourceStart);
        var (mean, deviation) = (PerLane(transform.Scaling.Mean), PerLane(transform.Scaling.Deviation));
        var rented = ArrayPool<float>.Shared.Rent(count * Lanes);
        var mixed = rented.AsSpan(0, count * Lanes);
        for (var y = 0; y < vertical.Length; y++)
        {
            MixRows(pixels, vertical[y], start, mixed);
            for (var x = 0; x < horizontal.Length; x++)
            {
                var (first, weights) = horizontal[x];
                var value = MixColumns(mixed[((first - start) * Lanes)..], weights);
                value = ((value / Vector128.Create(255f)) - mean) / deviation;
                for (var channel = 0; channel < transform.Channels; channel++)
                    destination[(((channel * vertical.Length) + y) * horizontal.Length) + x] = value[channel];
            }
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    private static Vector128<float> PerLane(IReadOnlyList<float> values)
    {
        float Of(int channel) => values[Math.Min(channel, values.Count - 1)];
        return Vector128.Create(Of(0), Of(1), Of(2), 1);
    }

    private static void MixRows(PixelBuffer pixels, (int First, float[] Weights) rows, int start, Span<float> mixed)
    {
        mixed.Clear();
        for (var i = 0; i < rows.Weights.Length; i++)
        {
            if (rows.Weights[i] == 0) continue;
            AddScaled(pixels.Row(rows.First + i, start, mixed.Length / Lanes), rows.Weights[i], mixed);
        }
    }

    private static void AddScaled(ReadOnlySpan<byte> row, float weight, Span<float> sum)
    {
        var i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            AddScaled(low, weight, sum[i..]);
            AddScaled(high, weight, sum[(i + Vector<ushort>.Count)..]);
        }
        for (; i < row.Length; i++) sum[i] += weight * row[i];
    }

    private static void AddScaled(Vector<ushort> values, float weight, Span<float> sum)
    {
        Vector.Widen(values, out var low, out var high);
        AddScaled(Vector.ConvertToSingle(low.As<uint, int>()), weight, sum);
        AddScaled(Vector.ConvertToSingle(high.As<uint, int>()), weight, sum[Vector<float>.Count..]);
    }

    private static void AddScaled(Vector<float> values, float weight, Span<float> sum) =>
        (new Vector<float>(sum) + (values * weight)).CopyTo(sum);

    private static Vector128<float> MixColumns(ReadOnlySpan<float> pixels, float[] weights)
    {
        var sum = Vector128<float>.Zero;
        for (var i = 0; i < weights.Length; i++)
            sum += Vector128.Create(pixels.Slice(i * Lanes, Lanes)) * weights[i];
        return Vector128.Min(sum, Vector128.Create(255f)); // weights sum to 1 but for rounding
    }
}
