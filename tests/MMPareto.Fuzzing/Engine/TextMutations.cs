using System.Text;
using System.Text.RegularExpressions;

namespace MMPareto.Fuzzing.Engine;

/// <summary>Damages that know lines, tokens, brackets and quotes. Bytes above 127 go through unchanged.</summary>
internal static partial class TextMutations
{
    private const int VeryLong = 100_000;

    private static readonly string[] Tokens =
    [
        "", "null", "true", "NaN", "Infinity", "-1", "0", "1", "2.5", "1e999", "-1e308", "1e-320", "4294967296", "2147483647", "9223372036854775807",
        "9223372036854775808", "1e5", "99999999999999999999999999", "[]", "{}", "[null]", "[[]]", "[0]", "{\"a\":null}", "\"\"", "\"", "'", "\\", "\\ud800", "\\u0000", "\\n",
        "\0", "\r", "\n", "\t", "\r\n", ",", ";", ":", "|", "=", "#", "&a", "*a", "!!x", "<<", "- ", "? ", "%", "~", "../..", "/", "a.b.c", "\u00ff\u00fe", "\u00c3\u0028",
        "\u00e2\u0080\u00a8", "\u00ed\u00a0\u0080", "\u00f0\u009f\u0098\u0080", "\u00ef\u00bb\u00bf", "\u00c2\u0085", "\u00e2\u0080\u00ae",
    ];

    private static readonly string[] Openings = ["[", "{", "{\"a\":", "[[", "\"", "(", "- ", "a: ", "? ", "'", "&a ", "a,"];

    private static readonly Func<Draws, string, string>[] All =
    [
        DuplicateLine, DeleteLine, SwapLines, ReplaceToken, ReplaceToken, ReplaceToken, ReplaceToken, DeleteToken, DuplicateToken, SwapTokens, SwapTokens,
        ReplaceBracket, ReplaceBracket, ReplaceBracket, DeleteEntry, DeleteEntry, ReplaceNumber, ReplaceNumber, InsertToken, Deepen,
    ];

    /// <summary>One of them.</summary>
    public static byte[] Apply(Draws draws, byte[] content) => Encoding.Latin1.GetBytes(draws.Of(All)(draws, Encoding.Latin1.GetString(content)));

    private static string DuplicateLine(Draws draws, string text) => Lines(text, lines => lines.Insert(draws.Below(lines.Count), draws.Of(lines)));

    private static string DeleteLine(Draws draws, string text) => Lines(text, lines => lines.RemoveAt(draws.Below(lines.Count)));

    private static string SwapLines(Draws draws, string text) => Lines(text, lines =>
    {
        var (a, b) = (draws.Below(lines.Count), draws.Below(lines.Count));
        (lines[a], lines[b]) = (lines[b], lines[a]);
    });

    private static string ReplaceToken(Draws draws, string text) => At(draws, Token().Matches(text), text, _ => New(draws));

    private static string DeleteToken(Draws draws, string text) => At(draws, Token().Matches(text), text, _ => "");

    private static string DuplicateToken(Draws draws, string text) => At(draws, Token().Matches(text), text, token => token + token);

    private static string SwapTokens(Draws draws, string text)
    {
        var tokens = Token().Matches(text);
        return tokens.Count == 0 ? text : At(draws, tokens, text, _ => draws.Of(tokens).Value);
    }

    private static string InsertToken(Draws draws, string text) => text.Insert(draws.Below(text.Length + 1), New(draws));

    private static string ReplaceNumber(Draws draws, string text) => At(draws, Number().Matches(text), text, _ => draws.Of(Tokens[5..17]));

    /// <summary>What stands between two brackets that belong together becomes something else.</summary>
    private static string ReplaceBracket(Draws draws, string text)
    {
        int[] opening = [.. Enumerable.Range(0, text.Length).Where(i => text[i] is '[' or '{')];
        if (opening.Length == 0) return ReplaceToken(draws, text);
        var start = draws.Of(opening);
        var (depth, end) = (0, start);
        for (; end < text.Length; end++)
        {
            if (text[end] is '[' or '{') depth++;
            if (text[end] is ']' or '}' && --depth == 0) break;
        }
        var block = text[start..Math.Min(text.Length, end + 1)];
        return text[..start] + draws.Of(["null", "[]", "{}", "[null]", "0", "\"x\"", block + "," + block, "[" + block + "]"]) + text[Math.Min(text.Length, end + 1)..];
    }

    /// <summary>A name and its plain value go.</summary>
    private static string DeleteEntry(Draws draws, string text) => At(draws, Entry().Matches(text), text, _ => "");

    /// <summary>Brackets, quotes and the like many times, open and not closed.</summary>
    private static string Deepen(Draws draws, string text)
    {
        var times = draws.OneIn(20) ? VeryLong : draws.Small(4096);
        return text.Insert(draws.Below(text.Length + 1), new StringBuilder().Insert(0, draws.Of(Openings), times).ToString());
    }

    private static string New(Draws draws) => draws.OneIn(40) ? new string((char)draws.Of([(int)'a', '0', '9', ' ', '"', 0xE4]), draws.OneIn(4) ? VeryLong : 3000) : draws.Of(Tokens);

    private static string Lines(string text, Action<List<string>> change)
    {
        List<string> lines = [.. text.Split('\n')];
        change(lines);
        return string.Join('\n', lines);
    }

    private static string At(Draws draws, MatchCollection matches, string text, Func<string, string> change)
    {
        if (matches.Count == 0) return text;
        var match = draws.Of(matches);
        return text[..match.Index] + change(match.Value) + text[(match.Index + match.Length)..];
    }

    [GeneratedRegex("""[A-Za-z0-9_.+-]+|\s+|.""")]
    private static partial Regex Token();

    [GeneratedRegex("""-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?""")]
    private static partial Regex Number();

    [GeneratedRegex("""("[a-z_0-9]+"\s*:\s*("[^"]*"|[^\[{,}\s]+|\[[^\]]*\])\s*,?)|([a-z_]+:[^\n]*\n)""")]
    private static partial Regex Entry();
}
