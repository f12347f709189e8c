namespace MMPareto.Reports.Drawing;

/// <summary>A line of text.</summary>
internal sealed record TextMark(Point At, string Text, double Size, Ink Ink, Anchor Anchor = Anchor.Start) : Mark
{
    /// <summary>Whether it runs upwards.</summary>
    public bool IsUpward { get; init; }

    /// <summary>A colour in place of the ink, as <c>#rrggbb</c>; the same in light and dark.</summary>
    public string? Colour { get; init; }
}
