using MMPareto.Reports.Charts;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>Test accuracy of all methods.</summary>
internal static class AccuracyCharts
{
    /// <summary>As many methods as half a page has room for.</summary>
    private const int Few = 6;

    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        var record = comparison.Record;
        ComparedMethodRecord[] methods = [.. record.Methods.Where(m => m.Accuracy.ContainsKey(record.Main))];
        if (methods.Length == 0) return new("accuracy", "Accuracy", [new Absent("Accuracy", "No run has finished.")]);
        var weaker = Weaker(record, methods);
        return new("accuracy", "Accuracy",
        [
            weaker is null ? new Absent("Accuracy against the weaker head", "The models have no heads of their own.") : new Figure(Scatter(record, methods, weaker)),
            new Figure(Bars(record, methods)),
        ]);
    }

    /// <summary>The head with the lowest accuracy, over all methods.</summary>
    private static string? Weaker(ComparisonRecord record, ComparedMethodRecord[] methods) => record.Heads
        .Where(h => methods.Any(m => m.Accuracy.ContainsKey(h)))
        .MinBy(h => methods.Where(m => m.Accuracy.ContainsKey(h)).Average(m => m.Accuracy[h].Mean));

    private static XYChart Scatter(ComparisonRecord record, ComparedMethodRecord[] methods, string weaker)
    {
        ComparedMethodRecord[] shown = [.. methods.Where(m => m.Accuracy.ContainsKey(weaker))];
        return new()
        {
            Name = "fused-and-weaker",
            Title = $"Test accuracy: {record.Main} against the weaker head, {weaker}",
            Description = string.Join("; ", shown.Select(m => $"{m.Name}: {record.Main} {Words.Percent(m.Accuracy[record.Main])} %, {weaker} {Words.Percent(m.Accuracy[weaker])} %")) + ".",
            Caption = "Means over seeds; bars are one standard deviation to each side. Up is a better weaker head, right a better main output.",
            X = new($"{record.Main}, %", AxisFormat.Percent),
            Y = new($"{weaker}, %", AxisFormat.Percent),
            IsWide = shown.Length > Few,
            Layers =
            [
                Layer(record, weaker, "method", SeriesStyle.Of(0), [.. shown.Where(m => m.Name != record.Baseline)]),
                Layer(record, weaker, "baseline", SeriesStyle.Of(1), [.. shown.Where(m => m.Name == record.Baseline)]),
            ],
        };
    }

    private static ScatterLayer Layer(ComparisonRecord record, string weaker, string name, SeriesStyle style, ComparedMethodRecord[] methods) => new()
    {
        Name = name,
        Style = style,
        Items = [.. methods.Select(m => new ScatterItem(m.Accuracy[record.Main].Mean, m.Accuracy[weaker].Mean, m.Name)
        {
            XError = m.Accuracy[record.Main].StandardDeviation ?? 0,
            YError = m.Accuracy[weaker].StandardDeviation ?? 0,
        })],
    };

    private static BarChart Bars(ComparisonRecord record, ComparedMethodRecord[] methods) => new()
    {
        Name = "accuracy",
        Title = $"Test accuracy of the {record.Main} output",
        Description = string.Join("; ", methods.Select(m => $"{m.Name} {Words.Percent(m.Accuracy[record.Main])} %")) + ".",
        Caption = "Means over seeds ± one standard deviation, at the epoch that was best on validation.",
        Axis = methods.All(m => m.Accuracy[record.Main].Mean >= 0) ? new("accuracy, %", AxisFormat.Percent) { Min = 0 } : new("accuracy, %", AxisFormat.Percent),
        IsWide = methods.Length > Few,
        Groups = [record.Main],
        Rows = [.. methods.OrderByDescending(m => m.Accuracy[record.Main].Mean)
            .Select(m => new BarRow(m.Name, [new(m.Accuracy[record.Main].Mean, m.Accuracy[record.Main].StandardDeviation)]))],
    };
}
