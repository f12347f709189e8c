using MMPareto.Benchmarks.Results;

namespace MMPareto.Benchmarks.Pages;

/// <summary>An answer as text of at most 80 columns.</summary>
internal static class ResultText
{
    /// <summary>Columns of a line.</summary>
    public const int Width = 80;

    private const int NameWidth = 31;

    /// <summary>Writes it: ratios first.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="question">The question.</param>
    /// <param name="record">Its answer.</param>
    public static void Write(TextWriter output, IQuestion question, QuestionRecord record)
    {
        WriteWrapped($"{question.Name}: {question.Summary}{(record.IsQuick ? " (only tried: no measurement)" : "")}", "");
        WriteWrapped(record.Machine.Describe(), "");
        if (record.Pairs.Count > 0)
            output.WriteLine($"\n  {"ratio of times (95 % interval)",-NameWidth}{"",24}{"time",12}{"baseline",11}");
        foreach (var pairs in record.Pairs.GroupBy(pair => pair.Subject))
        {
            output.WriteLine($"  {pairs.Key}");
            foreach (var pair in pairs)
            {
                var name = $"{pair.Name} / {pair.Baseline}";
                if (name.Length > NameWidth - 2)
                {
                    output.WriteLine($"    {name}");
                    name = "";
                }
                output.WriteLine($"    {name,2 - NameWidth}{Units.Text(pair.Ratio, pair.Interval, Units.Ratio),24}"
                    + $"{Units.Text(pair.Seconds, Units.Seconds),12}{Units.Text(pair.BaselineSeconds, Units.Seconds),11}");
            }
        }
        foreach (var figures in record.Figures.GroupBy(figure => figure.Subject))
        {
            output.WriteLine($"\n  {figures.Key}");
            foreach (var figure in figures) WriteWrapped($"{figure.Name}: {Units.Text(figure.Value, figure.Unit)}", "    ");
        }
        output.WriteLine();
        foreach (var measured in record.Bars)
        {
            var bar = question.Bars.First(bar => bar.Id == measured.Id);
            WriteWrapped($"{(bar.IsMetBy(measured.Value) ? "met" : "NOT met")}: {bar.What}: "
                + $"{Units.Text(measured.Value, measured.Interval, bar.Unit)}, bar {bar.LimitText}", "  ");
        }
        foreach (var note in record.Notes) WriteWrapped(note, "  ");

        void WriteWrapped(string text, string indent)
        {
            foreach (var line in Wrapped(text, Width - indent.Length)) output.WriteLine(indent + line);
        }
    }

    /// <summary>Breaks a text at blanks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The most characters of a line.</param>
    public static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
