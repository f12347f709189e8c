namespace MMPareto.Reports.Pages;

/// <summary>A piece of a section.</summary>
internal abstract record Block;
