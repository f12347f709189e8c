using System.Globalization;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of numbers: standardised, and 0 where there is none.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Mean over the training rows that have one.</param>
/// <param name="Deviation">Standard deviation over them, with n; 1 where all are equal.</param>
/// <param name="HasIndicator">Whether a second value tells that there is none: 1 for an empty cell. Only where training rows had empty ones.</param>
public sealed record NumberColumn(string Name, double Mean, double Deviation, bool HasIndicator)
{
    /// <summary>Fits it.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="rows">The training rows.</param>
    /// <exception cref="DataException">A cell is no finite number.</exception>
    public static NumberColumn Fit(string name, IReadOnlyList<CellRow> rows)
    {
        double[] values = [.. rows.Select(row => Parse(row, name)).OfType<double>()];
        if (values.Length == 0)
            throw new DataException($"{rows[0].Table.Path}, column '{CellText.Shown(name)}' must have numbers in training rows; got only empty cells. "
                + $"Leave it out with --columns {CellText.Shown(name)}=ignored.");
        var (mean, variance) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++) mean += (values[i] - mean) / (i + 1);
        for (var i = 0; i < values.Length; i++) variance += (((values[i] - mean) * (values[i] - mean)) - variance) / (i + 1);
        var deviation = values.Min() == values.Max() ? 1 : Math.Sqrt(variance);
        return double.IsFinite(mean) && double.IsFinite(deviation) && deviation > 0 ? new(name, mean, deviation, values.Length < rows.Count)
            : throw new DataException($"{rows[0].Table.Path}, column '{CellText.Shown(name)}' must hold numbers that differ by less than 1e150; got "
                + string.Create(CultureInfo.InvariantCulture, $"{values.Min()} to {values.Max()}."));
    }

    /// <summary>The standardised number of a cell; null when it is empty.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="DataException">It is no finite number, or too far from those of training.</exception>
    public float? Standardised(CellRow row)
    {
        if (Parse(row, Name) is not { } number) return null;
        var value = (float)((number - Mean) / Deviation);
        return float.IsFinite(value) ? value : throw new DataException(
            string.Create(CultureInfo.InvariantCulture, $"{row.Place(Name)} must be near the numbers of training, {Mean} ± {Deviation}; got {number}."));
    }

    /// <summary>The number in a cell; null when it is empty.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">It is no finite number.</exception>
    public static double? Parse(CellRow row, string column)
    {
        var cell = row[column];
        if (cell.Length == 0) return null;
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
            : throw new DataException($"{row.Place(column)} must be a finite number or empty; got '{CellText.Shown(cell)}'.");
    }
}
