using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>A map as tables of text: the first dial down, the second across.</summary>
public static class MapTables
{
    /// <summary>The tables of a map.</summary>
    /// <param name="map">The map.</param>
    public static TableSet Of(MapRecord map)
    {
        List<ComparisonTable> tables = [];
        if (map.Cells.Any(cell => cell.Region is not null))
            tables.Add(Grid(map, "What pays", cell => cell.Region is { } region ? NameOf(region) : NumberText.Missing));
        for (var pair = 0; pair < map.Cells[0].Pairs.Count; pair++) tables.Add(Differences(map, pair));
        tables.AddRange(map.Methods.Select(method => Grid(
            map, $"Test accuracy of {method}, {map.Main}, in %, mean ± standard deviation",
            cell => NumberText.Percent(cell.Accuracy.GetValueOrDefault(method)))));
        var measured = map.Methods.LastOrDefault(method => map.Cells.Any(cell => cell.ConflictRate[method] is not null));
        if (measured is not null)
            tables.Add(Grid(map, $"Steps with gradients in conflict under {measured}, % of those recorded, in the encoder where it is most",
                cell => NumberText.Percent(cell.ConflictRate[measured])));
        return new TableSet
        {
            Heading = $"{map.Experiment}: {Some(map.Cells.Count, "place")}, {Some(map.Methods.Count, "method")}, " +
                $"{Some(map.Seeds.Count, "seed")} each, {Some(map.Epochs, "epoch")}{(map.TestCount > 0 ? $", {Some(map.TestCount, "test sample")}" : "")}.",
            Tables = tables,
            Footnotes = [],
            Notes = [.. map.Notes, .. map.Cells.SelectMany(cell => cell.Notes.Select(note => $"{Name(map, cell)}: {note}"))],
        };
    }

    /// <summary>A region in a word or two.</summary>
    /// <param name="region">The region.</param>
    public static string NameOf(MapRegion region) => region switch
    {
        MapRegion.Direction => "direction",
        MapRegion.Length => "length",
        MapRegion.Costs => "costs",
        _ => "nothing",
    };

    private static ComparisonTable Differences(MapRecord map, int pair) => Grid(
        map,
        $"{map.Cells[0].Pairs[pair].Method} vs {map.Cells[0].Pairs[pair].Against}: difference in {map.Main} test accuracy, percentage points, with " +
        $"{NumberText.Share(map.Confidence)} % t interval; * where it is more than noise, corrected for {Some(map.Cells.Count, "place")}",
        cell => Cell(cell.Pairs[pair].Difference));

    private static string Cell(DifferenceRecord? difference) => difference is null ? NumberText.Missing
        : NumberText.Points(difference.Mean) + (difference.PairedInterval is { } interval ? $" ({NumberText.Interval(interval)})" : "")
            + (difference.Verdict == Verdicts.WithinNoise ? "" : " *");

    private static ComparisonTable Grid(MapRecord map, string title, Func<MapCellRecord, string> text)
    {
        var (down, across) = (map.Dials[0], map.Dials.Count > 1 ? map.Dials[1] : null);
        var columns = across?.Values ?? [""];
        return new(
            title, [across is null ? down.Key : $"{down.Key}, by {across.Key}", .. across is null ? [""] : columns],
            [.. down.Values.Select((value, row) => (IReadOnlyList<TableCell>)
                [new(value, []), .. columns.Select((_, column) => new TableCell(text(map.Cells[(row * columns.Count) + column]), []))])]);
    }

    private static string Name(MapRecord map, MapCellRecord cell) =>
        string.Join(", ", map.Dials.Zip(cell.Values, (dial, value) => $"{dial.Key}={value}"));

    private static string Some(int count, string one) => $"{NumberText.Count(count)} {one}{(count == 1 ? "" : "s")}";
}
