using MMPareto.Reports.Charts;
using MMPareto.Reports.ComparisonPages;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.RunPages;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.MapPages;

/// <summary>Numbers over the places of a map.</summary>
internal static class MapCharts
{
    /// <summary>The difference of each pair.</summary>
    public static IReadOnlyList<Block> Differences(MapRecord map)
    {
        var largest = map.Cells.SelectMany(cell => cell.Pairs).Select(pair => Math.Abs(pair.Difference?.Mean ?? 0)).DefaultIfEmpty(0).Max();
        return
        [
            new Paragraph("Percentage points of test accuracy, on one scale for all pairs. A star marks what is more than noise after correction for the number of places."),
            .. Enumerable.Range(0, map.Cells[0].Pairs.Count).Select(number => new Figure(Difference(map, number, Math.Max(largest, 0.001)))),
        ];
    }

    /// <summary>What the differences stand on.</summary>
    public static IReadOnlyList<Block> Levels(MapRecord map)
    {
        (string, Chart)[] accuracy = [.. map.Methods.Select(method => (method, (Chart)Accuracy(map, method)))];
        (string, Chart)[] conflict = [.. map.Methods.Where(method => map.Cells.Any(cell => cell.ConflictRate[method] is not null))
            .Select(method => (method, (Chart)Conflict(map, method)))];
        return
        [
            new FigureChoice("Method", accuracy),
            conflict.Length > 0 ? new FigureChoice("Method", conflict) : new Absent("Conflict", "No method of these measures it."),
        ];
    }

    private static HeatChart Difference(MapRecord map, int number, double largest)
    {
        var (method, against) = (map.Cells[0].Pairs[number].Method, map.Cells[0].Pairs[number].Against);
        DifferenceRecord? Of(MapCellRecord cell) => cell.Pairs[number].Difference;
        return MapGrid.Chart(map, $"difference-{FileName.Of(method)}-{FileName.Of(against)}", $"{method} against {against}") with
        {
            Description = $"Difference of {method} to {against} in test accuracy, percentage points: " + string.Join("; ", map.Cells.Select(
                cell => $"{MapVerdict.Place(map, cell)}: {(Of(cell) is { } d ? $"{Number.Points(d.Mean)}, {d.Verdict}" : "not known")}")) + ".",
            Shades = HeatShades.Diverging,
            Scale = new("points", AxisFormat.Percent) { Min = -largest, Max = largest },
            Values = MapGrid.Of(map, cell => Of(cell)?.Mean ?? double.NaN),
            Texts = MapGrid.Of(map, cell => Of(cell) is { } d ? Number.Points(d.Mean, 1) + (d.Verdict == DifferenceRecord.WithinNoise ? "" : " *") : "–"),
            Details = MapGrid.Of(map, cell => Of(cell) is { } d
                ? $"{Number.Points(d.Mean)} points, {Words.Interval(d.PairedInterval)}\np {Words.PValue(d.HolmPValue)}, {d.Verdict}" : "not known"),
        };
    }

    private static HeatChart Accuracy(MapRecord map, string method) =>
        MapGrid.Chart(map, $"accuracy-{FileName.Of(method)}", $"Test accuracy of {method}, {map.Main}") with
        {
            Description = $"Mean test accuracy of {method} at each place, in per cent.",
            Scale = new("%", AxisFormat.Percent),
            Values = MapGrid.Of(map, cell => cell.Accuracy.GetValueOrDefault(method)?.Mean ?? double.NaN),
            Texts = MapGrid.Of(map, cell => cell.Accuracy.GetValueOrDefault(method) is { } mean ? Number.Percent(mean.Mean, 1) : "–"),
            Details = MapGrid.Of(map, cell => Words.Percent(cell.Accuracy.GetValueOrDefault(method)) + " %"),
        };

    private static HeatChart Conflict(MapRecord map, string method) =>
        MapGrid.Chart(map, $"conflict-{FileName.Of(method)}", $"Steps in conflict under {method}") with
        {
            Description = $"Share of the recorded steps with gradients in conflict under {method}, in the encoder where it is largest, in per cent.",
            Caption = "In the encoder where it is largest, means over seeds.",
            Scale = new("% of steps", AxisFormat.Percent) { Min = 0, Max = 1 },
            Values = MapGrid.Of(map, cell => cell.ConflictRate[method] ?? double.NaN),
            Texts = MapGrid.Of(map, cell => cell.ConflictRate[method] is { } rate ? Number.Percent(rate, 0) : "–"),
        };
}
