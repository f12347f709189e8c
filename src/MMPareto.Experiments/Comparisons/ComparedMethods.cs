using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Which methods are compared when nobody names them.</summary>
internal static class ComparedMethods
{
    private const string UsualBaseline = "uniform";

    /// <summary>The methods of the catalog that suit the data. Any that cannot train the model refuses by itself, with its reason.</summary>
    public static IReadOnlyList<string> For(ConfigValues config) => Catalog.MethodsFor(
        config.GetText("data.dataset"), config.GetText("data.dataset") == "manifest" && ManifestSettings.LabelCount(config) > 1);

    /// <summary>The baseline when nobody names it.</summary>
    public static string Baseline(IReadOnlyList<string> methods) =>
        methods.Contains(UsualBaseline) || methods.Count == 0 ? UsualBaseline : methods[0];
}
