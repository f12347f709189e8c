using System.Text;

namespace MMPareto.Data.Manifests.Files;

/// <summary>Opens text whose encoding is checked.</summary>
internal static class TextFile
{
    /// <summary>The most characters of a line; also what the reader of CSV takes.</summary>
    public const int LongestLine = 1 << 24;

    private static readonly (byte[] Mark, Encoding Encoding)[] Marked =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    /// <summary>UTF-8, or what a byte order mark tells; other bytes raise <see cref="DecoderFallbackException"/> when read.</summary>
    public static StreamReader Open(string path) => new(path, EncodingOf(path), detectEncodingFromByteOrderMarks: false);

    /// <summary>The lines of a text, read as they are asked for.</summary>
    /// <exception cref="DataException">A line is longer than <see cref="LongestLine"/>.</exception>
    public static IEnumerable<string> Lines(string path)
    {
        using var text = Open(path);
        foreach (var line in Lines(text, path)) yield return line;
    }

    /// <summary>The first line with bytes that are no text, from 1.</summary>
    public static int BadLine(string path)
    {
        var lenient = (Encoding)EncodingOf(path).Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        using var text = new StreamReader(path, lenient, detectEncodingFromByteOrderMarks: false);
        var line = Lines(text, path).TakeWhile(line => !line.Contains('\uFFFD', StringComparison.Ordinal)).Count();
        return line + 1;
    }

    private static IEnumerable<string> Lines(StreamReader text, string path)
    {
        var line = new StringBuilder();
        var number = 1;
        for (var next = text.Read(); next >= 0; next = text.Read())
        {
            if (next is '\r' or '\n')
            {
                if (next == '\r' && text.Peek() == '\n') text.Read();
                yield return line.ToString();
                line.Clear();
                number++;
            }
            else if (line.Append((char)next).Length > LongestLine)
            {
                throw new DataException($"{path}:{number} must be a line of at most {LongestLine} characters; got more.");
            }
        }
        if (line.Length > 0) yield return line.ToString();
    }

    private static Encoding EncodingOf(string path)
    {
        Span<byte> beginning = stackalloc byte[4];
        using (var file = File.OpenRead(path)) beginning = beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        foreach (var (mark, encoding) in Marked)
            if (beginning.StartsWith(mark)) return encoding;
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    }
}
