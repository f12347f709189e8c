using System.Globalization;
using System.Text;
using System.Text.Json;
using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Svg;

/// <summary>A picture as SVG. Colours stand in attributes, for use anywhere, and in classes, for a page's own styles.</summary>
internal static class SvgWriter
{
    /// <summary>What tells that a file was made here.</summary>
    public const string Marker = "mmpareto report";

    /// <summary>The line by which an SVG file is known as made here.</summary>
    public const string Comment = $"<!-- {Marker} -->";

    /// <summary>The rule that makes the font known.</summary>
    public static string FontRule { get; } =
        $"@font-face{{font-family:'{ReportFont.Family}';src:url(data:font/ttf;base64,{Convert.ToBase64String(ReportFont.File)})}}";

    /// <summary>A file of its own, with ground and font.</summary>
    public static string File(Picture picture)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.Append(Comment).Append('\n');
        Write(picture, "plot", text, $"<style>{FontRule}</style>");
        return text.Append('\n').ToString();
    }

    /// <summary>A part of a page, which gives font and ground.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="id">What its parts are called after; once a page.</param>
    /// <param name="text">Where it goes.</param>
    public static void Inline(Picture picture, string id, StringBuilder text) => Write(picture, id, text, "");

    /// <summary>A text as a part of XML and HTML: between elements, or in an attribute in double quotes. Characters that turn the direction of what
    /// follows are shown as such, so that a name cannot pass for another.</summary>
    public static string Escape(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '&' => clean.Append("&amp;"),
                '<' => clean.Append("&lt;"),
                '>' => clean.Append("&gt;"),
                '"' => clean.Append("&quot;"),
                < ' ' and not ('\n' or '\t') or (>= 0x7F and < 0xA0) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF => clean.Append('\uFFFD'),
                _ => clean.Append(rune),
            };
        return clean.ToString();
    }

    private static void Write(Picture picture, string id, StringBuilder text, string head)
    {
        var (width, height) = (Number(picture.Width), Number(picture.Height));
        text.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" ").Append($"viewBox=\"0 0 {width} {height}\" ");
        text.Append($"width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" ");
        text.Append($"font-family=\"'{ReportFont.Family}','DejaVu Sans Condensed',sans-serif\"");
        if (picture.Columns.Count > 0) AppendColumns(picture, text);
        text.Append($"><title id=\"{id}-t\">{Escape(picture.Title)}</title>");
        text.Append($"<desc id=\"{id}-d\">{Escape(picture.Description)}</desc>").Append(head);
        text.Append($"<rect class=\"f-paper\" width=\"{width}\" height=\"{height}\" fill=\"{Palette.ColourOf(Ink.Paper)}\"/>\n");
        foreach (var mark in picture.Marks) SvgMark.Append(mark, text);
        text.Append("</svg>");
    }

    private static void AppendColumns(Picture picture, StringBuilder text)
    {
        var area = picture.ColumnArea;
        text.Append($" data-area=\"{Number(area.Left)} {Number(area.Top)} {Number(area.Right)} {Number(area.Bottom)}\" data-tips=\"[");
        for (var i = 0; i < picture.Columns.Count; i++)
        {
            var column = picture.Columns[i];
            text.Append(i == 0 ? "" : ",").Append($"[{Number(column.X)},");
            text.Append(Escape($"\"{JsonEncodedText.Encode(column.Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")).Append(']');
        }
        text.Append("]\"");
    }

    /// <summary>A length with as many digits as can be seen.</summary>
    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
