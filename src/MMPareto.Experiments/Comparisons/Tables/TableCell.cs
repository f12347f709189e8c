namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Plain text: <c>81.2 ± 0.4</c>, <c>–</c> for what is not known.</param>
/// <param name="Marks">Numbers of footnotes, from 1.</param>
public sealed record TableCell(string Text, IReadOnlyList<int> Marks)
{
    /// <summary>The text with its marks: <c>joint [1, 2]</c>.</summary>
    public string Marked => Marks.Count == 0 ? Text : $"{Text} [{string.Join(", ", Marks)}]";
}
