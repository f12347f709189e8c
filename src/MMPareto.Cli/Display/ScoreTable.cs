using System.Globalization;
using MMPareto.Runs;

namespace MMPareto.Cli.Display;

/// <summary>Scores of the main output and of each head, as lines of text.</summary>
internal static class ScoreTable
{
    /// <summary>One column of scores.</summary>
    /// <param name="Title">Its title.</param>
    /// <param name="Scores">Where they come from.</param>
    /// <param name="Cell">A score as text.</param>
    internal sealed record Column(string Title, EvaluationRecord Scores, Func<ScoreRecord, string> Cell)
    {
        /// <summary>As wide as its title, and as <c>12.34 %</c>.</summary>
        public int Width => Math.Max(Title.Length, 7);
    }

    /// <summary>The metrics of an evaluation: the main one, and what is measured beside it.</summary>
    /// <param name="scores">The evaluation.</param>
    public static IReadOnlyList<Column> ColumnsOf(EvaluationRecord scores)
    {
        ScoreRecord[] all = [scores.Fused, .. scores.Heads.Values];
        List<Column> columns = [MainOnly(scores)];
        if (all.Any(score => score.MacroF1 is not null)) columns.Add(new("macro-F1", scores, score => PercentText.Of(score.MacroF1)));
        if (all.Any(score => score.AveragePrecision is not null)) columns.Add(new("AUROC", scores, score => PercentText.Of(score.AUROC)));
        if (all.Any(score => score.MeanAbsoluteError is not null))
            columns.Add(new("mean error", scores, score => score.MeanAbsoluteError?.ToString("G4", CultureInfo.InvariantCulture) ?? "-"));
        return columns;
    }

    /// <summary>The main metric alone.</summary>
    /// <param name="scores">The evaluation.</param>
    /// <param name="ofWhat">What the title adds to its name.</param>
    public static Column MainOnly(EvaluationRecord scores, string ofWhat = "") =>
        new(scores.Fused.MainMetric + ofWhat, scores, score => PercentText.Of(score.Main));

    /// <summary>The lines: titles, the main output, each head; with its metric where heads differ in it.</summary>
    /// <param name="columns">The columns; all have the same heads.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<Column> columns)
    {
        var scores = columns[0].Scores;
        var differ = scores.Fused.MeanScore is not null;
        string Shown(string head) => differ ? $"{head} ({scores.Heads[head].MainMetric})" : head;
        string[] heads = [.. scores.Heads.Keys];
        var width = heads.Select(Shown).Append(scores.MainName).Max(name => name.Length);
        string Line(string name, Func<Column, string> cell) =>
            $"  {name.PadRight(width)}{string.Concat(columns.Select(column => $"  {cell(column).PadLeft(column.Width)}"))}";

        yield return Line("", column => column.Title);
        yield return Line(scores.MainName, column => column.Cell(column.Scores.Fused));
        foreach (var head in heads)
            yield return Line(Shown(head), column => column.Cell(column.Scores.Heads[head]));
    }
}
