namespace MMPareto.Reports.Charts;

/// <summary>Series over two axes of numbers.</summary>
internal sealed record XYChart : Chart
{
    /// <summary>The axis to the right.</summary>
    public required Axis X { get; init; }

    /// <summary>The axis upwards.</summary>
    public required Axis Y { get; init; }

    /// <summary>The series.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>Lines across.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];
}
