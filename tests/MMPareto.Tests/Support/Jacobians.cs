using CsCheck;

namespace MMPareto.Tests.Support;

/// <summary>Generators of gradient rows, with everything that troubles a solver, and what can be said of them.</summary>
internal static class Jacobians
{
    private static readonly float[] Extremes =
        [0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1e-38f, -1e-38f, 1e38f, -1e38f];

    /// <summary>
    /// Rows with norms over 10^±3, among them zero rows, duplicates, opposites, rows nearly parallel or nearly opposite to
    /// another, and rows that close the hull around the origin; often more rows than dimensions.
    /// </summary>
    public static Gen<double[][]> Any(int minimumRows = 1, int maximumRows = 16, int maximumDimensions = 20) =>
        from shape in Gen.Select(Gen.Int[minimumRows, maximumRows], Gen.Int[1, maximumDimensions])
        from entries in Gen.Double[-1, 1].Array[shape.Item1 * shape.Item2]
        from exponents in Gen.Double[-3, 3].Array[shape.Item1]
        from kinds in Gen.Int[0, 15].Array[shape.Item1]
        from sources in Gen.Int[0, 15].Array[shape.Item1]
        from digits in Gen.Int[1, 15].Array[shape.Item1]
        select Build(shape.Item1, shape.Item2, entries, exponents, kinds, sources, digits);

    /// <summary>Two rows of floats over the whole range of the type: huge, tiny, denormal, zero, equal and opposite.</summary>
    public static Gen<float[][]> WildFloats(int minimumRows, int maximumRows, int maximumDimensions) =>
        from shape in Gen.Select(Gen.Int[minimumRows, maximumRows], Gen.Int[1, maximumDimensions])
        from rows in Wild.Array[shape.Item2].Array[shape.Item1]
        from kinds in Gen.Int[0, 9].Array[shape.Item1]
        select Relate(rows, kinds);

    private static Gen<float> Wild => Gen.Frequency(
        (4, Gen.Float[-1, 1]),
        (2, Gen.Select(Gen.Float[-1, 1], Gen.Int[-45, 38], (x, e) => (float)Math.Clamp(x * Math.Pow(10, e), -float.MaxValue, float.MaxValue))),
        (1, Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i])));

    public static double[] Gramian(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var gramian = new double[rows.Count * rows.Count];
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j <= i; j++)
                gramian[(i * rows.Count) + j] = gramian[(j * rows.Count) + i] = Close.Dot(rows[i], rows[j]);
        return gramian;
    }

    /// <summary>Σ w_i g_i.</summary>
    public static double[] Combine(IReadOnlyList<double[]> rows, ReadOnlySpan<double> weights)
    {
        var sum = new double[rows[0].Length];
        for (var i = 0; i < rows.Count; i++)
            for (var k = 0; k < sum.Length; k++)
                sum[k] += weights[i] * rows[i][k];
        return sum;
    }

    public static double[] Sum(IReadOnlyList<double[]> rows) => Combine(rows, Enumerable.Repeat(1.0, rows.Count).ToArray());

    private static double[][] Build(
        int m, int n, double[] entries, double[] exponents, int[] kinds, int[] sources, int[] digits)
    {
        var rows = new double[m][];
        for (var i = 0; i < m; i++)
        {
            var scale = Math.Pow(10, exponents[i]);
            var fresh = Unit(entries.Skip(i * n).Take(n));
            var source = i == 0 ? fresh : rows[sources[i] % i];
            var near = Math.Pow(10, -digits[i]) * Close.Length(source);
            rows[i] = kinds[i] switch
            {
                0 => new double[n],
                1 => [.. source],
                2 => [.. source.Select(x => -x)],
                3 => [.. source.Select((x, k) => x + (near * fresh[k]))],
                4 => [.. source.Select((x, k) => -x + (near * fresh[k]))],
                5 => [.. Unit(source).Select(x => x * scale)],
                6 when i > 0 => [.. Unit(Sum(rows[..i])).Select(x => -x * scale)],
                7 when i > 0 && Close.Length(Sum(rows[..i])) is > 1e-3 and < 1e3 => [.. Sum(rows[..i]).Select(x => -x)],
                _ => [.. fresh.Select(x => x * scale)],
            };
        }
        return rows;
    }

    private static double[] Unit(IEnumerable<double> vector)
    {
        var length = Close.Length(vector);
        return [.. vector.Select(x => length > 1e-100 ? x / length : 0)];
    }

    private static float[][] Relate(float[][] rows, int[] kinds)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (kinds[i] == 0) rows[i] = [.. rows[i - 1]];
            if (kinds[i] == 1) rows[i] = [.. rows[i - 1].Select(x => -x)];
            if (kinds[i] == 2) rows[i] = new float[rows[i].Length];
            if (kinds[i] == 3) rows[i] = [.. rows[i - 1].Select(x => -x / 2)];
            if (kinds[i] == 4) rows[i] = [.. rows[i - 1].Select(x => -float.BitIncrement(x))];
            if (kinds[i] is 4) rows[i] = [.. rows[i].Select(x => float.IsFinite(x) ? x : 0)];
        }
        return rows;
    }
}
