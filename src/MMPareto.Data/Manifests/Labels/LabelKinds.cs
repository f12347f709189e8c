using System.Globalization;

namespace MMPareto.Data.Manifests.Labels;

/// <summary>Finds out what the labels of a column are.</summary>
internal static class LabelKinds
{
    private const int FewestNumbers = 10;

    /// <summary>Several labels where a cell has '|'; numbers where all cells are, with fractions or mostly different; else classes.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="column">Name of the column.</param>
    public static TargetKind Detect(ManifestTable table, string column)
    {
        string[] cells = [.. Enumerable.Range(0, table.Count).Select(row => table[row, column])];
        if (Array.Exists(cells, cell => cell.Contains(ManifestTable.ListSeparator, StringComparison.Ordinal))) return TargetKind.MultiLabel;
        double?[] numbers = [.. cells.Where(cell => cell.Length > 0).Select(Number)];
        if (numbers.Length == 0 || numbers.Any(number => number is null)) return TargetKind.Class;
        var distinct = numbers.Distinct().Count();
        return numbers.Any(number => number != Math.Truncate(number!.Value)) || (distinct > FewestNumbers && distinct * 2 > numbers.Length)
            ? TargetKind.Number : TargetKind.Class;
    }

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
