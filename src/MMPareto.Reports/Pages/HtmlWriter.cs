using System.Text;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Svg;

namespace MMPareto.Reports.Pages;

/// <summary>A page as one HTML file that needs nothing else. The file is XML too.</summary>
internal static class HtmlWriter
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The line by which a file is known as made here.</summary>
    public const string Marker = "<meta name=\"generator\" content=\"" + SvgWriter.Marker + "\"/>";

    /// <summary>The text of the file.</summary>
    /// <remarks>Charts are laid out twice, for wide and for narrow windows. Where that is too much, only for wide ones.</remarks>
    public static string Write(Page page)
    {
        var text = Write(page, withNarrow: true);
        return Encoding.UTF8.GetByteCount(text) <= MaxBytes ? text : Write(page, withNarrow: false);
    }

    private static string Write(Page page, bool withNarrow)
    {
        var (style, script) = ($"\n{EmbeddedFile.Text("report.css")}", $"//<![CDATA[\n{EmbeddedFile.Text("report.js")}//]]>");
        var text = new StringBuilder("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        text.Append(Marker).Append('\n').Append(ContentPolicy.Line([SvgWriter.FontRule, style], script)).Append("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        text.Append("<link rel=\"icon\" href=\"data:,\"/>\n");
        text.Append($"<title>{Escape(page.Title)}</title>\n<style id=\"font\">{SvgWriter.FontRule}</style>\n");
        text.Append($"<style>{style}</style>\n</head>\n<body class=\"{(withNarrow ? "both" : "wide-only")}\">\n");
        text.Append("<header>\n<div class=\"bar\"><h1>").Append(Escape(page.Title)).Append("</h1>");
        text.Append("<button type=\"button\" id=\"theme\" hidden=\"hidden\">Dark</button></div>\n");
        text.Append($"<p class=\"subtitle\">{Escape(page.Subtitle)}</p>\n<nav aria-label=\"Sections\">");
        foreach (var section in page.Sections) text.Append($"<a href=\"#{section.Id}\">{Escape(section.Title)}</a> ");
        text.Append("</nav>\n</header>\n<main>\n");
        foreach (var section in page.Sections) Append(section, withNarrow, text);
        text.Append("</main>\n<div id=\"tip\" role=\"status\" hidden=\"hidden\"></div>\n");
        text.Append($"<script>{script}</script>\n</body>\n</html>\n");
        return text.ToString();
    }

    private static void Append(Section section, bool withNarrow, StringBuilder text)
    {
        text.Append($"<section id=\"{section.Id}\">\n<h2>{Escape(section.Title)}</h2>\n");
        var blocks = new BlockWriter(text, withNarrow);
        var inRow = false;
        foreach (var block in section.Blocks)
        {
            var isCell = block is Figure or FigureChoice;
            if (isCell != inRow) text.Append(isCell ? "<div class=\"charts\">\n" : "</div>\n");
            inRow = isCell;
            blocks.Append(block);
        }
        text.Append(inRow ? "</div>\n</section>\n" : "</section>\n");
    }

    private static string Escape(string text) => SvgWriter.Escape(text);
}
