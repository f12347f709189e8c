namespace MMPareto.Reports.Charts;

/// <summary>One bar.</summary>
/// <param name="Value">Its length.</param>
/// <param name="Error">Half the length of the bar of error; null for none.</param>
internal sealed record BarValue(double Value, double? Error = null);
