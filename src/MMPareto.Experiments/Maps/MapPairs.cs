using MMPareto.Experiments.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>The methods that tell the direction of MMPareto from its length, and what their differences say.</summary>
internal static class MapPairs
{
    /// <summary>Neither, the length alone, the direction alone, both.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["uniform", "uniform-scaled", "pareto", "mmpareto"];

    /// <summary>The same length with and without the direction.</summary>
    public static MethodPair Direction { get; } = new("mmpareto", "uniform-scaled");

    /// <summary>The length on the plain sum.</summary>
    public static MethodPair Length { get; } = new("uniform-scaled", "uniform");

    private static MethodPair LengthOfDirection { get; } = new("mmpareto", "pareto");

    private static MethodPair Both { get; } = new("mmpareto", "uniform");

    /// <summary>The pairs when nobody names them; without those methods, each against the first.</summary>
    public static IReadOnlyList<MethodPair> Usual(IReadOnlyList<string> methods)
    {
        MethodPair[] known = [.. new[] { Direction, Length, LengthOfDirection, Both }
            .Where(pair => methods.Contains(pair.Method) && methods.Contains(pair.Against))];
        return known.Length > 0 ? known : [.. methods.Skip(1).Select(method => new MethodPair(method, methods[0]))];
    }
}
