namespace MMPareto.Reports.Drawing;

/// <summary>One thing on a picture.</summary>
internal abstract record Mark
{
    /// <summary>What is shown when the pointer rests on it; null for nothing.</summary>
    public string? Tip { get; init; }

    /// <summary>From 0, not seen, to 1.</summary>
    public double Opacity { get; init; } = 1;
}
