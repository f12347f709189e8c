using System.Globalization;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>Writes <c>map.csv</c>: a line for each place and pair, fractions from 0 to 1 with all their digits; empty is what is
/// not known.</summary>
internal static class MapCsv
{
    /// <summary>The text of the file.</summary>
    public static string Write(MapRecord map)
    {
        string[] header =
        [
            .. map.Dials.Select(dial => dial.Key), "method", "against", "seeds", "accuracy", "accuracy_against", "difference", "t_low", "t_high",
            "bootstrap_low", "bootstrap_high", "p", "holm_p", "effect_size", "verdict", "region",
        ];
        var lines = map.Cells.SelectMany(cell => cell.Pairs.Select(pair => Line(cell, pair))).Prepend(header);
        return string.Concat(lines.Select(line => string.Join(',', line.Select(CsvTable.Quote)) + "\n"));
    }

    private static string[] Line(MapCellRecord cell, PairRecord pair)
    {
        var difference = pair.Difference;
        return
        [
            .. cell.Values, pair.Method, pair.Against, (difference?.Count ?? 0).ToString(CultureInfo.InvariantCulture),
            CsvTable.Text(cell.Accuracy.GetValueOrDefault(pair.Method)?.Mean), CsvTable.Text(cell.Accuracy.GetValueOrDefault(pair.Against)?.Mean),
            CsvTable.Text(difference?.Mean), CsvTable.Text(difference?.PairedInterval?.Low), CsvTable.Text(difference?.PairedInterval?.High),
            CsvTable.Text(difference?.BootstrapInterval?.Low), CsvTable.Text(difference?.BootstrapInterval?.High),
            CsvTable.Text(difference?.PValue), CsvTable.Text(difference?.HolmPValue), CsvTable.Text(difference?.EffectSize),
            difference?.Verdict ?? "", cell.Region is { } region ? MapTables.NameOf(region) : "",
        ];
    }
}
