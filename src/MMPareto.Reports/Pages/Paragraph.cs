namespace MMPareto.Reports.Pages;

/// <summary>A paragraph.</summary>
internal sealed record Paragraph(string Text) : Block;
