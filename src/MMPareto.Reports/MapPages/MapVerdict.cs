using MMPareto.Reports.Charts;
using MMPareto.Reports.ComparisonPages;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.RunPages;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.MapPages;

/// <summary>Where what pays, and all numbers behind it.</summary>
internal static class MapVerdict
{
    /// <summary>The regions with their colours, which colour-blind readers can tell apart; the word stands in the cell too.</summary>
    private static readonly (MapRegion Region, string Word, HeatClass Class)[] Regions =
    [
        (MapRegion.Direction, "direction", new("direction: mmpareto above uniform-scaled, so the Pareto direction itself pays", "#0072b2", true)),
        (MapRegion.Length, "length", new("length: only uniform-scaled above uniform, so the length alone pays", "#e69f00", false)),
        (MapRegion.Nothing, "nothing", new("nothing: neither is seen to pay", "#e4e7eb", false)),
        (MapRegion.Costs, "costs", new("costs: mmpareto below uniform-scaled, so the direction does harm", "#d55e00", true)),
    ];

    /// <summary>The section.</summary>
    public static Section Build(MapRecord map)
    {
        var blocks = new List<Block> { new Verdict(Sentences(map)) };
        if (map.Cells.Any(cell => cell.Region is not null)) blocks.Add(new Figure(RegionChart(map)));
        else blocks.Add(new Absent("Regions", "They need the methods uniform, uniform-scaled and mmpareto, and two seeds or more."));
        blocks.Add(Numbers(map));
        string[] notes = [.. map.Notes.Select(RunOutcome.Sentence), .. map.Cells.SelectMany(cell => cell.Notes.Select(note => $"{Place(map, cell)}: {note}"))];
        if (notes.Length > 0) blocks.Add(new Notes(notes));
        return new("map", "What pays where", blocks);
    }

    /// <summary>A place in words.</summary>
    internal static string Place(MapRecord map, MapCellRecord cell) =>
        string.Join(", ", map.Dials.Zip(cell.Values, (dial, value) => $"{dial.Key} {value}"));

    private static List<string> Sentences(MapRecord map)
    {
        var sentences = new List<string>();
        foreach (var (region, word, _) in Regions)
        {
            MapCellRecord[] cells = [.. map.Cells.Where(cell => cell.Region == region)];
            if (map.Cells.All(cell => cell.Region is null)) break;
            var places = region == MapRegion.Nothing || cells.Length == 0 ? "" : $": {string.Join("; ", cells.Select(cell => string.Join(" / ", cell.Values)))}";
            sentences.Add($"{char.ToUpperInvariant(word[0])}{word[1..]}, {Number.Whole(cells.Length)} of {Number.Whole(map.Cells.Count)} places{places}.");
        }
        sentences.Add($"Each word rests on {Number.Significant(100 * map.Confidence)} % paired t tests and bootstrap intervals, corrected by Holm for the number of places. " +
            "“Nothing” does not mean equal: it means that these runs cannot tell.");
        if (map.Seeds.Count < 5) sentences.Add("With fewer than 5 seeds read every word as “likely”.");
        return sentences;
    }

    private static HeatChart RegionChart(MapRecord map) => MapGrid.Chart(map, "regions", "What pays where") with
    {
        Description = string.Join("; ", map.Cells.Select(cell => $"{Place(map, cell)}: {WordOf(cell.Region)}")) + ".",
        Caption = "mmpareto and uniform-scaled move the encoders by the same length factor and differ in the direction alone.",
        Classes = [.. Regions.Select(region => region.Class)],
        Values = MapGrid.Of(map, cell => cell.Region is { } region ? Array.FindIndex(Regions, each => each.Region == region) : double.NaN),
        Texts = MapGrid.Of(map, cell => WordOf(cell.Region)),
    };

    private static string WordOf(MapRegion? region) => region is { } known ? Regions.First(each => each.Region == known).Word : "–";

    private static Table Numbers(MapRecord map) => new(
        "Every difference in percentage points of test accuracy; p-values after Holm's correction for the number of places.",
        [.. map.Dials.Select(dial => dial.Key), "pair", "difference", "paired t", "bootstrap", "p (Holm)", "seeds", "verdict"],
        [.. map.Cells.SelectMany(cell => cell.Pairs.Select(pair => (IReadOnlyList<string>)
        [
            .. cell.Values, $"{pair.Method} vs {pair.Against}", .. Words.Difference(pair.Difference),
            Number.Whole(pair.Difference?.Count ?? 0), Words.Verdict(pair.Difference),
        ]))])
    { IsFolded = true };
}
