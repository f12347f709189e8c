using System.Text;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>Text in Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>A text on one line, of which nothing is taken for markup, HTML, a link or a character by its name.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (@"\`*_[]<>|~#&".Contains(c, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(char.IsControl(c) ? ' ' : c);
        }
        return escaped.ToString();
    }
}
