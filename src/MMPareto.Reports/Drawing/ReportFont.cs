using System.Buffers.Binary;

namespace MMPareto.Reports.Drawing;

/// <summary>The font of all charts, which the assembly carries, and the widths of its letters.</summary>
/// <remarks>Widths are read from the font's own tables, so that a layout needs no graphics library.</remarks>
internal static class ReportFont
{
    /// <summary>Name of the family in the files written.</summary>
    public const string Family = "Report Sans";

    private static readonly Lazy<Dictionary<int, double>> Widths = new(ReadWidths);

    /// <summary>The font file.</summary>
    public static byte[] File => field ??= EmbeddedFile.Bytes("ReportSans.ttf");

    /// <summary>Width of a text of a size.</summary>
    public static double Width(string text, double size)
    {
        var sum = 0.0;
        foreach (var rune in text.EnumerateRunes()) sum += Widths.Value.GetValueOrDefault(rune.Value, 0.6);
        return sum * size;
    }

    /// <summary>A text, cut at its end so that it is no wider than a width.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width) return text;
        var (length, left) = (0, width - Width("…", size));
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Width(rune.ToString(), size);
            if (left < 0 && length > 0) break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length] + "…";
    }

    private static Dictionary<int, double> ReadWidths()
    {
        var unit = (double)UInt16(Table("head") + 18);
        var (metrics, advances) = (Table("hmtx"), UInt16(Table("hhea") + 34));
        return Glyphs().ToDictionary(
            pair => pair.Code, pair => UInt16(metrics + (4 * Math.Min(pair.Glyph, advances - 1))) / unit);
    }

    /// <summary>The glyph of each character, from the table of format 4.</summary>
    private static IEnumerable<(int Code, int Glyph)> Glyphs()
    {
        var map = Table("cmap");
        var start = Enumerable.Range(0, UInt16(map + 2))
            .Select(i => map + (int)UInt32(map + 4 + (8 * i) + 4)).First(at => UInt16(at) == 4);
        var doubled = UInt16(start + 6); // twice the number of segments
        for (var s = 0; s < doubled; s += 2)
        {
            var (last, first) = (UInt16(start + 14 + s), UInt16(start + 16 + doubled + s));
            var (delta, at) = (UInt16(start + 16 + (2 * doubled) + s), start + 16 + (3 * doubled) + s);
            for (var code = first; code <= last && code != 0xFFFF; code++)
            {
                var offset = UInt16(at);
                var glyph = offset == 0 ? code : UInt16(at + offset + (2 * (code - first)));
                if (glyph != 0) yield return (code, (glyph + delta) & 0xFFFF);
            }
        }
    }

    private static int Table(string tag)
    {
        for (var at = 12; ; at += 16)
            if (tag.Select(c => (byte)c).SequenceEqual(File.AsSpan(at, 4).ToArray())) return (int)UInt32(at + 8);
    }

    private static int UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(at));

    private static uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(File.AsSpan(at));
}
