using MMPareto.Benchmarks.Questions;
using MMPareto.Benchmarks.Results;
using MMPareto.Reports;
using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;

namespace MMPareto.Benchmarks.Pages;

/// <summary>Resident size and live tensors over the steps of a long run, each as a share of what it was after a tenth of the steps.</summary>
internal static class EndurancePlot
{
    /// <summary>The plot of the kept answer as SVG; null where there is none.</summary>
    public static string? OfRepository() => ResultFile.Read(ResultFile.PathOf(EnduranceQuestion.Question)) is { } record ? new Plot(Chart(record)).ToSvg() : null;

    private static XYChart Chart(QuestionRecord record) => new()
    {
        Name = EnduranceQuestion.Question,
        Title = "Memory of a long run",
        Description = "Resident size and live tensors over the steps of a run, each as a share of what it was after a tenth of the steps.",
        IsWide = true,
        X = new("step", AxisFormat.Whole) { Min = 0 },
        Y = new("% of what it was after a tenth of the steps", AxisFormat.Percent) { Min = 0, Max = 1.2 },
        Layers = [.. record.Series.Select((series, i) => new LineLayer { Name = series.Name, Style = SeriesStyle.Of(i), Points = Points(series) })],
    };

    private static Point[] Points(SeriesRecord series)
    {
        var settled = MemoryRun.Settled(series.Steps, series.Values);
        return [.. series.Steps.Zip(series.Values, (step, value) => new Point(step, value / settled))];
    }
}
