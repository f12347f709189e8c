namespace MMPareto.Reports.Charts;

/// <summary>The lower and upper edge of a band at one place.</summary>
internal readonly record struct BandPoint(double X, double Low, double High);
