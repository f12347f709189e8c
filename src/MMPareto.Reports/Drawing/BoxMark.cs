namespace MMPareto.Reports.Drawing;

/// <summary>A filled rectangle.</summary>
internal sealed record BoxMark(Box Box, Ink Ink) : Mark
{
    /// <summary>A colour in place of the ink, as <c>#rrggbb</c>; the same in light and dark.</summary>
    public string? Colour { get; init; }
}
