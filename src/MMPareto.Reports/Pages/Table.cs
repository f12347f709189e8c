namespace MMPareto.Reports.Pages;

/// <summary>A table; the first column names its rows.</summary>
/// <param name="Caption">What it holds.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">The cells, by row.</param>
internal sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    /// <summary>Whether it opens on request only.</summary>
    public bool IsFolded { get; init; }

    /// <summary>The place of a row to be set off; -1 for none.</summary>
    public int MarkedRow { get; init; } = -1;
}
