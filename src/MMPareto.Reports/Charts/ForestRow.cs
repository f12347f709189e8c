namespace MMPareto.Reports.Charts;

/// <summary>A difference with its intervals.</summary>
/// <param name="Label">What differs.</param>
/// <param name="Mean">By how much.</param>
/// <param name="Words">What may be said of it.</param>
internal sealed record ForestRow(string Label, double Mean, string Words)
{
    /// <summary>The interval drawn thin; null for none.</summary>
    public Span? Thin { get; init; }

    /// <summary>The interval drawn thick; null for none.</summary>
    public Span? Thick { get; init; }
}
