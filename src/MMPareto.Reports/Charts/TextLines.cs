using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Breaks text into lines.</summary>
internal static class TextLines
{
    /// <summary>The lines of a text, none wider than a width but a single long word, which is cut.</summary>
    public static IReadOnlyList<string> Of(string text, double size, double width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            var joined = lines.Count == 0 ? word : $"{lines[^1]} {word}";
            if (lines.Count > 0 && ReportFont.Width(joined, size) <= width) lines[^1] = joined;
            else lines.Add(word);
        }
        return [.. lines.Select(line => ReportFont.Fit(line, size, width))];
    }
}
