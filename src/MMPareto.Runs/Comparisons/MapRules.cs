using System.Globalization;

namespace MMPareto.Runs.Comparisons;

/// <summary>How the parts of a map must fit together.</summary>
internal static class MapRules
{
    private const int MostDials = 2;

    /// <summary>What does not fit, as a sentence; null when all does.</summary>
    public static string? Problem(MapRecord map)
    {
        if (map.Dials.Count is 0 or > MostDials || map.Dials.Any(dial => dial.Values.Count == 0))
            return Sentence($"dials must be 1 or {MostDials}, each with values; got {map.Dials.Count}.");
        var places = map.Dials.Aggregate(1L, (product, dial) => product * dial.Values.Count);
        if (map.Cells.Count != places) return Sentence($"cells must be {places}, one for each place; got {map.Cells.Count}.");
        for (var i = 0; i < map.Cells.Count; i++)
            if (Problem(map, map.Cells[i]) is { } problem) return Sentence($"cells[{i}].{problem}");
        return null;
    }

    private static string? Problem(MapRecord map, MapCellRecord cell)
    {
        if (cell.Values.Count != map.Dials.Count) return Sentence($"values must be {map.Dials.Count}, one for each dial; got {cell.Values.Count}.");
        if (cell.Pairs.Count != map.Cells[0].Pairs.Count) return Sentence($"pairs must be {map.Cells[0].Pairs.Count}, as in the first cell; got {cell.Pairs.Count}.");
        if (cell.Region is { } region && !Enum.IsDefined(region)) return Sentence($"region must be one of {string.Join(", ", Enum.GetNames<MapRegion>())}; got {(int)region}.");
        return map.Methods.All(cell.ConflictRate.ContainsKey) ? null : "conflict_rate must have every method; got fewer.";
    }

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
