using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>Writes <c>comparison.tex</c>: a table environment to be input into a paper that loads booktabs.</summary>
public static partial class LatexTables
{
    private static readonly Dictionary<char, string> Commands = new()
    {
        ['\\'] = @"\textbackslash{}",
        ['{'] = @"\{",
        ['}'] = @"\}",
        ['$'] = @"\$",
        ['&'] = @"\&",
        ['#'] = @"\#",
        ['%'] = @"\%",
        ['['] = "{[}", // behind the end of a row it would be read as a length
        [']'] = "{]}",
        ['*'] = "{*}", // there, too
        ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}",
        ['~'] = @"\textasciitilde{}",
        ['<'] = @"\textless{}",
        ['>'] = @"\textgreater{}",
        ['|'] = @"\textbar{}",
        ['"'] = @"\textquotedbl{}",
        ['±'] = @"$\pm$",
        ['×'] = @"$\times$",
        ['–'] = "--",
        ['−'] = "$-$",
        ['γ'] = @"$\gamma$",
        ['α'] = @"$\alpha$",
        ['β'] = @"$\beta$",
        ['λ'] = @"$\lambda$",
        ['≥'] = @"$\geq$",
        ['≤'] = @"$\leq$",
        ['‖'] = @"$\|$",
    };

    /// <summary>The tables one below the other, then footnotes and notes.</summary>
    /// <param name="set">The tables.</param>
    public static string Write(TableSet set)
    {
        var text = new StringBuilder("% Written by mmpareto compare. Needs \\usepackage{booktabs} and \\usepackage[T1]{fontenc}.\n");
        text.Append($"\\begin{{table}}\n\\centering\n\\caption{{{Escape(set.Heading)}}}\n");
        foreach (var table in set.Tables) Append(text, table);
        if (set.Footnotes.Count + set.Notes.Count > 0) text.Append("\\par\\medskip\n\\begin{minipage}{\\linewidth}\\footnotesize\n");
        for (var i = 0; i < set.Footnotes.Count; i++)
            text.Append($"{Mark(string.Create(CultureInfo.InvariantCulture, $"{i + 1}"))} {Escape(set.Footnotes[i])}\\par\n");
        foreach (var note in set.Notes) text.Append($"{Escape(note)}\\par\n");
        if (set.Footnotes.Count + set.Notes.Count > 0) text.Append("\\end{minipage}\n");
        return text.Append("\\end{table}\n").ToString();
    }

    /// <summary>Text as LaTeX typesets it; what it cannot is named by its number.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Commands.TryGetValue((char)rune.Value, out var command)) escaped.Append(command);
            else if (rune.Value is < ' ' or (>= 0x7F and < 0xA0)) escaped.Append(' ');
            else if (rune.Value <= 'ÿ') escaped.Append(rune.ToString());
            else escaped.Append(CultureInfo.InvariantCulture, $"(U+{rune.Value:X4})");
        }
        return escaped.ToString();
    }

    private static void Append(StringBuilder text, ComparisonTable table)
    {
        text.Append($"\\par\\medskip\n{Escape(table.Title)}\\par\\smallskip\n");
        text.Append($"\\begin{{tabular}}{{l{new string('r', table.Columns.Count - 1)}}}\n\\toprule\n");
        text.Append($"{string.Join(" & ", table.Columns.Select(Escape))} \\\\\n\\midrule\n");
        foreach (var row in table.Rows) text.Append($"{string.Join(" & ", row.Select(Cell))} \\\\\n");
        text.Append("\\bottomrule\n\\end{tabular}\n");
    }

    private static string Cell(TableCell cell)
    {
        var text = Minus().Replace(Escape(cell.Text), "$$-$$");
        return cell.Marks.Count == 0 ? text : text + Mark(string.Join(",", cell.Marks));
    }

    private static string Mark(string numbers) => $"\\textsuperscript{{{numbers}}}";

    /// <summary>A hyphen that is the sign of a number; elsewhere it is part of a name.</summary>
    [GeneratedRegex(@"(?<=^|\s)-(?=\d)")]
    private static partial Regex Minus();
}
