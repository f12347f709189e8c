namespace MMPareto.Reports.Charts;

/// <summary>The bars of one row.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Values">A bar for each group; null where there is none.</param>
internal sealed record BarRow(string Label, IReadOnlyList<BarValue?> Values);
