using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>How the methods learned, side by side.</summary>
internal static class CurveCharts
{
    private const int MostEpochs = 60;

    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        MethodRuns[] methods = [.. comparison.Methods.Where(m => m.Runs.Any(r => r.Epochs.Count > 0))];
        if (methods.Length == 0) return new("learning", "Learning curves", [new Absent("Learning curves", "No run folder of the comparison is there.")]);
        var blocks = new List<Block> { new Figure(Grid(comparison, methods, comparison.Record.Main, e => e.Validation.Fused.Main)) };
        blocks.AddRange(comparison.Record.Heads.Select(head =>
            new Figure(Grid(comparison, methods, head, e => e.Validation.Heads.GetValueOrDefault(head)?.Main))));
        return new("learning", "Learning curves", blocks);
    }

    private static GridChart Grid(ComparisonSource comparison, MethodRuns[] methods, string output, Func<EpochRecord, double?> value)
    {
        var baseline = methods.FirstOrDefault(m => m.Name == comparison.Record.Baseline);
        var reference = baseline is null ? null : Line(baseline, value, $"{baseline.Name}, the baseline", SeriesStyle.Reference, hasBand: false);
        return new()
        {
            Name = $"learning-{RunPages.FileName.Of(output)}",
            Title = $"Accuracy on validation: {output}",
            Description = $"A small chart for each of {Number.Whole(methods.Length)} methods: validation accuracy of {output} over epochs, beside the baseline.",
            Caption = "Means over seeds; bands are one standard deviation to each side. All panels have the same axes.",
            IsWide = true,
            Panels = [.. methods.Select(m => Panel(m, Line(m, value, "method", SeriesStyle.Of(0), hasBand: true), m == baseline ? null : reference))],
        };
    }

    private static XYChart Panel(MethodRuns method, LineLayer line, LineLayer? reference) => new()
    {
        Name = method.Name,
        Title = method.Name,
        Description = method.Name,
        X = new("epoch", AxisFormat.Whole),
        Y = new("accuracy, %", AxisFormat.Percent),
        Layers = reference is null ? [line] : [reference, line],
    };

    private static LineLayer Line(MethodRuns method, Func<EpochRecord, double?> value, string name, SeriesStyle style, bool hasBand)
    {
        var epochs = method.Runs.SelectMany(r => r.Epochs).GroupBy(e => e.Epoch).OrderBy(g => g.Key)
            .Select(g => (Epoch: g.Key, Values: g.Select(e => value(e) ?? double.NaN).Where(double.IsFinite).ToArray()))
            .Where(g => g.Values.Length > 0).ToArray();
        var stride = ((epochs.Length - 1) / MostEpochs) + 1;
        var kept = epochs.Where((_, i) => i % stride == 0 || i == epochs.Length - 1).ToArray();
        return new()
        {
            Name = name,
            Style = style,
            Points = [.. kept.Select(g => new Point(g.Epoch, g.Values.Average()))],
            Band = hasBand && kept.Any(g => g.Values.Length > 1)
                ? [.. kept.Select(g => new BandPoint(g.Epoch, g.Values.Average() - Deviation(g.Values), g.Values.Average() + Deviation(g.Values)))] : [],
            HasSymbols = hasBand && kept.Length <= 12,
            Width = 1.6,
        };
    }

    private static double Deviation(double[] values)
    {
        if (values.Length < 2) return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
