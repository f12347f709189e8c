namespace MMPareto.Reports.Drawing;

/// <summary>What is shown when the pointer is nearest to this column of a picture.</summary>
internal sealed record TipColumn(double X, string Text);
