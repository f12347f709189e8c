namespace MMPareto.Reports.Drawing;

/// <summary>A symbol with a rim of the ground's colour.</summary>
internal sealed record SymbolMark(Point At, Shape Shape, double Radius, Ink Ink) : Mark;
