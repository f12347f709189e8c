using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.RunPages;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.MapPages;

/// <summary>The report on a map.</summary>
internal static class MapPage
{
    /// <summary>Puts it together.</summary>
    public static Page Build(MapRecord map) => new()
    {
        Title = $"{map.Experiment}: when does it help?",
        Subtitle = $"{string.Join(", ", map.Methods)} at {Some(map.Cells.Count, "place")} of {string.Join(" and ", map.Dials.Select(dial => dial.Key))}; " +
            $"data set {map.Dataset}, {Some(map.Seeds.Count, "seed")} of {Some(map.Epochs, "epoch")} each{(map.TestCount > 0 ? $", {Some(map.TestCount, "test sample")}" : "")}.",
        Sections =
        [
            MapVerdict.Build(map),
            new("differences", "Differences between methods", MapCharts.Differences(map)),
            new("levels", "Accuracy and conflict", MapCharts.Levels(map)),
            Setup(map),
        ],
    };

    private static Section Setup(MapRecord map)
    {
        var blocks = new List<Block> { new Code("Command that repeats the map", map.CommandLine) };
        if (map.Environment is { } environment) blocks.AddRange(RunSetup.Environment(environment, null).Where(block => block is not Code));
        if (map.Cells.Any(cell => cell.Tuned.Count > 0)) blocks.Add(Tuned(map));
        return new("setup", "Set-up, and how to repeat it", blocks);
    }

    private static Table Tuned(MapRecord map) => new(
        "What the tuning has chosen on validation, at each place for each method by itself.",
        [.. map.Dials.Select(dial => dial.Key), .. map.Methods],
        [.. map.Cells.Select(cell => (IReadOnlyList<string>)
            [.. cell.Values, .. map.Methods.Select(method => cell.Tuned.TryGetValue(method, out var chosen) ? string.Join(", ", chosen) : "–")])])
    { IsFolded = true };

    private static string Some(int count, string one) => count == 1 ? $"1 {one}" : $"{Number.Whole(count)} {one}s";
}
