using System.Globalization;

namespace MMPareto.Native.Weights;

/// <summary>Text of files as messages show it: one line, and not too long.</summary>
internal static class ShownText
{
    private const int Room = 200;

    /// <summary>The text with blanks in place of control characters and the like, cut where it is longer than 200.</summary>
    public static string Of(string text)
    {
        var cut = text.Length > Room ? text[..Room] : text;
        return string.Concat(cut.Select(c => IsPlain(c) ? c : ' ')).Trim() + (text.Length > Room ? "…" : "");
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
