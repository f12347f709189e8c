using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>The report on a comparison.</summary>
internal static class ComparisonPage
{
    /// <summary>Puts it together.</summary>
    public static Page Build(ComparisonSource comparison)
    {
        var record = comparison.Record;
        var seeds = record.Seeds.Count == 1 ? "1 seed" : $"{Number.Whole(record.Seeds.Count)} seeds";
        var epochs = record.Epochs == 1 ? "1 epoch" : $"{Number.Whole(record.Epochs)} epochs";
        return new()
        {
            Title = $"{record.Experiment}: {Number.Whole(record.Methods.Count)} methods compared",
            Subtitle = $"Data set {record.Dataset}, {seeds} of {epochs} each, {(record.TestCount > 0 ? $"{Number.Whole(record.TestCount)} test samples; " : "")}baseline {record.Baseline}.",
            Sections =
            [
                Verdicts.Build(comparison),
                AccuracyCharts.Build(comparison),
                CurveCharts.Build(comparison),
                GradientCharts.Build(comparison),
                ModelCharts.Build(comparison),
                TuningPart.Build(comparison),
                ComparisonSetup.Build(comparison),
            ],
        };
    }
}
