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
        if (values.Length == 0) return new(name, 0, 1, HasIndicator: true);
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new(name, mean, deviation > 0 ? deviation : 1, values.Length < rows.Count);
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
            : throw new DataException($"{row.Place(column)} must be a finite number or empty; got '{cell}'.");
    }
}
