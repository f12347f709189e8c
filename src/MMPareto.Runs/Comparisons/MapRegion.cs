namespace MMPareto.Runs.Comparisons;

/// <summary>What pays at a place of a map, as far as its runs can tell.</summary>
public enum MapRegion
{
    /// <summary>Neither is seen to pay.</summary>
    Nothing,

    /// <summary>The length alone: uniform-scaled is above uniform, and mmpareto not above uniform-scaled.</summary>
    Length,

    /// <summary>The Pareto direction: mmpareto is above uniform-scaled, which has the same length factor.</summary>
    Direction,

    /// <summary>The Pareto direction costs: mmpareto is below uniform-scaled.</summary>
    Costs,
}
