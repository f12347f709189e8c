using System.Globalization;
using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Sources;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>Accuracy on validation by the factor γ, from tuning and from the runs themselves.</summary>
internal static class GammaChart
{
    private const string Key = "method.gamma=";

    /// <summary>The chart; null when no method has two values.</summary>
    public static XYChart? Build(ComparisonSource comparison)
    {
        var methods = comparison.Methods.Select(m => (m.Name, Points: Points(m))).Where(m => m.Points.Length > 1).ToArray();
        return methods.Length == 0 ? null : new()
        {
            Name = "gamma",
            Title = "Sensitivity to the factor γ",
            Description = $"Validation accuracy of the main output by γ, for {string.Join(", ", methods.Select(m => m.Name))}.",
            Caption = "Accuracy of the main output on validation, at the best epoch. From tuning candidates, one seed each (where other settings were tuned too, " +
                "the best with that γ), and from runs whose configurations differ in γ (means over seeds).",
            X = new("γ") { Min = 0 },
            Y = new("validation accuracy, %", AxisFormat.Percent),
            Layers = [.. methods.Select((m, i) => new LineLayer { Name = m.Name, Style = SeriesStyle.Of(i), Points = m.Points, HasSymbols = true })],
        };
    }

    private static Point[] Points(MethodRuns method)
    {
        var tuned = (method.Record.Tuning?.Candidates ?? [])
            .Select(c => (Gamma: Parse(c.Settings.FirstOrDefault(s => s.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..]), c.ValidationAccuracy))
            .Where(c => c.Gamma is not null && c.ValidationAccuracy is not null)
            .GroupBy(c => c.Gamma!.Value).Select(g => new Point(g.Key, g.Max(c => c.ValidationAccuracy!.Value))).OrderBy(p => p.X).ToArray();
        return tuned.Length > 1 ? tuned :
        [
            .. method.Runs.Where(r => r.Summary is not null).Select(r => (Gamma: Parse(ConfigText.Value(r.Config, "method", "gamma")), r.Summary))
                .Where(r => r.Gamma is not null).GroupBy(r => r.Gamma!.Value)
                .Select(g => new Point(g.Key, g.Average(r => r.Summary!.Validation.Fused.Main))).OrderBy(p => p.X),
        ];
    }

    private static double? Parse(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
