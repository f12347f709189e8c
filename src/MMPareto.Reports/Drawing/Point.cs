namespace MMPareto.Reports.Drawing;

/// <summary>A place on a picture, from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y);
