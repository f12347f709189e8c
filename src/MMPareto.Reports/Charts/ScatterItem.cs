namespace MMPareto.Reports.Charts;

/// <summary>One point of a scatter.</summary>
/// <param name="X">Where it is.</param>
/// <param name="Y">Where it is.</param>
/// <param name="Label">Its name.</param>
internal sealed record ScatterItem(double X, double Y, string Label)
{
    /// <summary>Half the length of the bar along x; 0 for none.</summary>
    public double XError { get; init; }

    /// <summary>Half the length of the bar along y; 0 for none.</summary>
    public double YError { get; init; }
}
