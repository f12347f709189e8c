namespace MMPareto.Tests.Support;

/// <summary>Equality of vectors up to rounding.</summary>
internal static class Close
{
    /// <summary>‖actual − expected‖ ≤ tolerance · ‖expected‖.</summary>
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        var difference = Length(expected.Zip(actual, (e, a) => e - a));
        var scale = Length(expected);
        Assert.True(difference <= tolerance * scale,
            $"off by {difference} (allowed {tolerance * scale})\nexpected {string.Join(' ', expected)}\nactual   {string.Join(' ', actual)}");
    }

    public static double Length(IEnumerable<double> vector) => Math.Sqrt(vector.Sum(x => x * x));

    public static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Count; i++) sum += a[i] * b[i];
        return sum;
    }
}
