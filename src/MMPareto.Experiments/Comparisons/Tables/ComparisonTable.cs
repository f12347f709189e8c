namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>One table: the first column holds names, the others numbers and words.</summary>
/// <param name="Title">What it shows, with units.</param>
/// <param name="Columns">Titles of the columns.</param>
/// <param name="Rows">A cell a column.</param>
public sealed record ComparisonTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows);
