namespace MMPareto.Reports.Pages;

/// <summary>A number in large print.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The number with its unit.</param>
/// <param name="Detail">What else belongs to it.</param>
internal sealed record Tile(string Label, string Value, string Detail = "");
