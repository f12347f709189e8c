using System.Globalization;
using MMPareto.Runs;

namespace MMPareto.Cli.Display;

/// <summary>Scores of the fused output and of each modality's own, as lines of text.</summary>
internal static class ScoreTable
{
    /// <summary>One column of scores.</summary>
    /// <param name="Title">Its title.</param>
    /// <param name="Scores">Where they come from.</param>
    /// <param name="IsF1">Macro-F1 in place of accuracy.</param>
    internal sealed record Column(string Title, EvaluationRecord Scores, bool IsF1)
    {
        /// <summary>As wide as its title, and as <c>12.34 %</c>.</summary>
        public int Width => Math.Max(Title.Length, 7);
    }

    /// <summary>The lines: titles, the fused output, each head.</summary>
    /// <param name="columns">The columns; all have the same modalities.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<Column> columns)
    {
        var main = columns[0].Scores.MainName;
        string[] heads = [.. columns[0].Scores.Heads.Keys];
        var width = heads.Append(main).Max(name => name.Length);
        string Line(string name, Func<Column, string> cell) =>
            $"  {name.PadRight(width)}{string.Concat(columns.Select(column => $"  {cell(column).PadLeft(column.Width)}"))}";

        yield return Line("", column => column.Title);
        yield return Line(main, column => Percent(column.Scores.Fused, column.IsF1));
        foreach (var head in heads)
            yield return Line(head, column => Percent(column.Scores.Heads[head], column.IsF1));
    }

    private static string Percent(ScoreRecord score, bool isF1) =>
        (100 * (isF1 ? score.MacroF1 : score.Accuracy)).ToString("0.00 '%'", CultureInfo.InvariantCulture);
}
