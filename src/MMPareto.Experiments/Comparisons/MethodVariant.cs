using System.Globalization;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>What a name in a comparison stands for: a method of the catalog, always exact, or an approximation of one.</summary>
/// <param name="Method">Its name in the catalog.</param>
/// <param name="Settings">What makes it the approximation, each <c>key=value</c>; none for the method itself.</param>
internal sealed record MethodVariant(string Method, IReadOnlyList<string> Settings)
{
    /// <summary>Names of approximations, for messages.</summary>
    public const string Examples = "mmpareto~features or mmpareto~refresh10";

    /// <summary>Reads a name; null when there is no such method, or it has no approximations.</summary>
    public static MethodVariant? Find(string name)
    {
        if (ApproximationName.Read(name) is not var (method, atFeatures, every)) return null;
        string[] settings =
        [
            .. atFeatures ? (string[])[$"{MethodKeys.GradientAt.Path}=features"] : [],
            .. every > 1 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"{MethodKeys.Refresh.Path}={every}")] : [],
        ];
        return (settings.Length > 0 ? Approximated : Catalog.Methods.Select(entry => entry.Name)).Contains(method) ? new(method, settings) : null;
    }

    /// <summary>What a name must be, in words.</summary>
    /// <param name="name">A name that is none.</param>
    /// <param name="known">The names of the catalog.</param>
    public static string Expected(string name, IEnumerable<string> known) => name.Contains('~', StringComparison.Ordinal)
        ? $"one of {string.Join(", ", Approximated)} with ~features, ~refresh10 or ~features-refresh10" : $"one of {string.Join(", ", known)}";

    private static IReadOnlyList<string> Approximated => ExperimentSchema.Schema[MethodKeys.GradientAt.Path].Condition!.Values;
}
