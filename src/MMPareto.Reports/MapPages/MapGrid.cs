using MMPareto.Reports.Charts;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.MapPages;

/// <summary>The places of a map as rows (first dial) and columns (second dial).</summary>
internal static class MapGrid
{
    /// <summary>A chart of the places, without values.</summary>
    public static HeatChart Chart(MapRecord map, string name, string title) => new()
    {
        Name = name,
        Title = title,
        Description = title,
        XLabel = map.Dials.Count > 1 ? map.Dials[1].Key : "",
        YLabel = map.Dials[0].Key,
        Columns = Columns(map),
        Rows = map.Dials[0].Values,
        Values = [],
        Scale = new(""),
    };

    /// <summary>Something of each place, by row.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(MapRecord map, Func<MapCellRecord, T> value) =>
        [.. map.Cells.Chunk(Columns(map).Count).Select(row => row.Select(value).ToArray())];

    private static IReadOnlyList<string> Columns(MapRecord map) => map.Dials.Count > 1 ? map.Dials[1].Values : [""];
}
