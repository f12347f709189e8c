namespace MMPareto.Reports.Pages;

/// <summary>A chart.</summary>
internal sealed record Figure(Charts.Chart Chart) : Block;
