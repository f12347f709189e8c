using System.Globalization;

namespace MMPareto;

/// <summary>Text of files as messages show it: one line, not too long, without characters that a terminal would obey or turn round.</summary>
internal static class ShownText
{
    private const int Room = 200;

    /// <summary>The text with blanks in place of control characters and the like, cut where it is longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">Characters that are shown.</param>
    public static string Of(ReadOnlySpan<char> text, int room = Room)
    {
        var cut = text.Length > room ? text[..room] : text;
        return string.Concat(cut.ToString().Select(c => IsPlain(c) ? c : ' ')).Trim() + (text.Length > room ? "…" : "");
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
