namespace MMPareto.Reports.Drawing;

/// <summary>A chart laid out: marks in the order of painting. Writers turn it into SVG or PNG.</summary>
internal sealed record Picture
{
    /// <summary>Width, in points of the screen.</summary>
    public required double Width { get; init; }

    /// <summary>Height.</summary>
    public required double Height { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>What is on it.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>What the pointer finds, column by column; empty where marks have tips of their own.</summary>
    public IReadOnlyList<TipColumn> Columns { get; init; } = [];

    /// <summary>Where the columns begin and end.</summary>
    public Box ColumnArea { get; init; }
}
