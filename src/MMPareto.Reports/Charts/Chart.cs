namespace MMPareto.Reports.Charts;

/// <summary>What a chart shows, before anybody thinks of its size.</summary>
internal abstract record Chart
{
    /// <summary>Name of its files, for example <c>learning-curves</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in a sentence or two for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>What stands below it: how to read it, and where its numbers come from.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Whether it takes the whole width of a page.</summary>
    public bool IsWide { get; init; }
}
