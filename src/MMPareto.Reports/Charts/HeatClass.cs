namespace MMPareto.Reports.Charts;

/// <summary>A kind of cell in a table of kinds.</summary>
/// <param name="Name">What it is called in the legend.</param>
/// <param name="Colour">Its colour, as <c>#rrggbb</c>.</param>
/// <param name="IsDark">Whether text on it must be white.</param>
internal sealed record HeatClass(string Name, string Colour, bool IsDark);
