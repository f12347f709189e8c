using System.Globalization;
using System.Text;

namespace MMPareto.Experiments.Configuration;

/// <summary>Values as text: the same in every culture.</summary>
internal static class ConfigText
{
    private const int LongestQuote = 60;

    /// <summary>A value as it is written in YAML; text in double quotes.</summary>
    public static string Of(object value) => value switch
    {
        int integer => integer.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IReadOnlyList<double> list => $"[{string.Join(", ", list.Select(x => Of(x)))}]",
        _ => $"\"{Escape((string)value)}\"",
    };

    /// <summary>The value of a key as it is written in YAML; choices need no quotes.</summary>
    public static string Of(ConfigKey key, object value) =>
        key.Kind == ConfigKind.Choice ? (string)value : Of(value);

    /// <summary>Text as quoted in a message: one line, not too long.</summary>
    public static string Quote(string text)
    {
        var line = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes().Take(LongestQuote))
            line.Append(IsPlain(rune) ? rune.ToString() : $"\\u{{{rune.Value:x}}}");
        return line.Append(text.Length > LongestQuote ? "...'" : "'").ToString();
    }

    /// <summary>Whether text is one line without control characters or halves of characters.</summary>
    public static bool IsOneLine(string text) => text.EnumerateRunes().All(IsPlain);

    private static string Escape(string text) => text
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate or UnicodeCategory.Format);
}
