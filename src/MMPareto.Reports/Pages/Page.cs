namespace MMPareto.Reports.Pages;

/// <summary>A report before it is written as HTML.</summary>
internal sealed record Page
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about, in a line.</summary>
    public required string Subtitle { get; init; }

    /// <summary>Its sections, in order.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>All its charts, in order.</summary>
    public IEnumerable<Charts.Chart> Charts => Sections.SelectMany(section => section.Blocks).SelectMany(block => block switch
    {
        Figure figure => [figure.Chart],
        FigureChoice choice => choice.Charts.Select(chart => chart.Chart),
        _ => Enumerable.Empty<Charts.Chart>(),
    });
}
