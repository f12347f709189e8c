namespace MMPareto.Reports.Charts;

/// <summary>A table of numbers as shades.</summary>
internal sealed record HeatChart : Chart
{
    /// <summary>What the columns are.</summary>
    public required string XLabel { get; init; }

    /// <summary>What the rows are.</summary>
    public required string YLabel { get; init; }

    /// <summary>Names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Names of the rows, from the top.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The numbers that make the shades, by row.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Values { get; init; }

    /// <summary>What stands in the cells, by row; null for nothing.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Texts { get; init; }

    /// <summary>What a tip says of each cell, by row; null for its text and number.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Details { get; init; }

    /// <summary>What the shades mean.</summary>
    public required Axis Scale { get; init; }

    /// <summary>How numbers become colours.</summary>
    public HeatShades Shades { get; init; }

    /// <summary>Kinds of cells, when the numbers are their places in this list; null for numbers that are shades.</summary>
    public IReadOnlyList<HeatClass>? Classes { get; init; }

    /// <summary>Whether lines of equal value are drawn, and a cross in the middle.</summary>
    public bool HasContours { get; init; }
}
