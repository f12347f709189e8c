namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of categories: code 1 for the first value, and 0 for an empty cell or a value that training did not have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Values of the training rows, in ordinal order.</param>
public sealed record CategoryColumn(string Name, IReadOnlyList<string> Values)
{
    private readonly Dictionary<string, int> _codes = Values.Select((value, i) => (value, i + 1)).ToDictionary();

    /// <summary>Fits it.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="rows">The training rows.</param>
    public static CategoryColumn Fit(string name, IReadOnlyList<CellRow> rows) =>
        new(name, [.. rows.Select(row => row[name]).Where(cell => cell.Length > 0).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The code of a cell.</summary>
    /// <param name="cell">What it holds.</param>
    public int CodeOf(string cell) => _codes.GetValueOrDefault(cell);
}
