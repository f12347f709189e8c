namespace MMPareto.Reports.Charts;

/// <summary>A straight line across a plot.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What it says; may be empty.</param>
/// <param name="IsVertical">Whether it stands on the x axis.</param>
internal sealed record Rule(double Value, string Label = "", bool IsVertical = false);
