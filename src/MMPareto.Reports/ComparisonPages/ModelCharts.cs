using MMPareto.Reports.Charts;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>What the trained models have learned: contributions and probes of those runs that were looked at.</summary>
internal static class ModelCharts
{
    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        var contributions = Chart(comparison, "contributions", "Contribution of each modality to the fused test accuracy",
            "Shapley values with the inputs of absent modalities set to zero", new("percentage points of accuracy", AxisFormat.Percent),
            run => run.Diagnostics?.Contributions?.Shapley);
        var probes = Chart(comparison, "probes", "Linear probe of each frozen encoder",
            "Test accuracy of a linear classifier on the features of one frozen encoder", new("test accuracy, %", AxisFormat.Percent) { Min = 0, Max = 1 },
            run => run.Diagnostics?.Probes?.ToDictionary(p => p.Key, p => p.Value.TestAccuracy));
        return new("models", "The trained models",
        [
            contributions is null ? new Absent("Contribution of each modality", "It is measured on request, run by run.") : new Figure(contributions),
            probes is null ? new Absent("Linear probes of the encoders", "They are measured on request, run by run.") : new Figure(probes),
        ]);
    }

    private static BarChart? Chart(
        ComparisonSource comparison, string name, string title, string what, Axis axis, Func<RunSource, IReadOnlyDictionary<string, double>?> values)
    {
        var methods = comparison.Methods
            .Select(m => (m.Name, Runs: m.Runs.Select(values).OfType<IReadOnlyDictionary<string, double>>().ToArray()))
            .Where(m => m.Runs.Length > 0).ToArray();
        if (methods.Length == 0) return null;
        string[] modalities = [.. methods.SelectMany(m => m.Runs).SelectMany(r => r.Keys).Distinct()];
        var most = methods.Max(m => m.Runs.Length);
        return new()
        {
            Name = name,
            Title = title,
            Description = $"{what}, for {string.Join(", ", methods.Select(m => m.Name))}.",
            Caption = $"{what}; {(most == 1 ? "one run a method" : "means over the runs looked at ± one standard deviation")}.",
            Axis = axis,
            Groups = modalities,
            Rows = [.. methods.Select(m => new BarRow(m.Name, [.. modalities.Select(k => Bar([.. m.Runs.Where(r => r.ContainsKey(k)).Select(r => r[k])]))]))],
        };
    }

    private static BarValue? Bar(double[] values)
    {
        if (values.Length == 0) return null;
        var mean = values.Average();
        return new(mean, values.Length < 2 ? null : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }
}
