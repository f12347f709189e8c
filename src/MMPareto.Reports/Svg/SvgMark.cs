using System.Globalization;
using System.Text;
using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Svg;

/// <summary>One mark as SVG.</summary>
internal static class SvgMark
{
    /// <summary>Writes it.</summary>
    public static void Append(Mark mark, StringBuilder text)
    {
        var end = mark.Tip is null ? "/>" : $" data-tip=\"{SvgWriter.Escape(mark.Tip)}\"><title>{SvgWriter.Escape(mark.Tip)}</title></";
        switch (mark)
        {
            case LineMark line: AppendLine(line, text, end); break;
            case AreaMark area: AppendArea(area.Points, area.Ink, area, text, end); break;
            case BoxMark box: AppendBox(box, text, end); break;
            case SymbolMark symbol: AppendSymbol(symbol, text, end); break;
            case TextMark words: AppendText(words, text); break;
        }
        text.Append('\n');
    }

    private static void AppendLine(LineMark line, StringBuilder text, string end)
    {
        text.Append("<path d=\"");
        AppendPath(line.Points, text);
        text.Append($"\" fill=\"none\" {(line.Colour is null ? Stroke(line.Ink) : $"stroke=\"{line.Colour}\"")}");
        if (line.Width != 1) text.Append($" stroke-width=\"{SvgWriter.Number(line.Width)}\"");
        if (line.Points.Count > 2) text.Append(" stroke-linejoin=\"round\"");
        if (line.Dash != Dash.Solid)
            text.Append(" stroke-dasharray=\"").AppendJoin(' ', Dashes.Lengths(line.Dash).Select(l => SvgWriter.Number(l))).Append('"');
        AppendEnd("path", line, text, end);
    }

    private static void AppendArea(IReadOnlyList<Point> points, Ink ink, Mark mark, StringBuilder text, string end)
    {
        text.Append("<path d=\"");
        AppendPath(points, text);
        text.Append($"Z\" {Fill(ink)}");
        AppendEnd("path", mark, text, end);
    }

    private static void AppendBox(BoxMark box, StringBuilder text, string end)
    {
        var b = box.Box;
        text.Append($"<rect x=\"{SvgWriter.Number(b.Left)}\" y=\"{SvgWriter.Number(b.Top)}\" width=\"{SvgWriter.Number(b.Width)}\" ");
        text.Append($"height=\"{SvgWriter.Number(b.Height)}\" ").Append(box.Colour is null ? Fill(box.Ink) : $"fill=\"{box.Colour}\" shape-rendering=\"crispEdges\"");
        AppendEnd("rect", box, text, end);
    }

    private static void AppendSymbol(SymbolMark symbol, StringBuilder text, string end)
    {
        var rim = symbol.Ink == Ink.Paper ? "" : $" stroke=\"{Palette.ColourOf(Ink.Paper)}\" stroke-width=\"0.8\"";
        var ends = rim.Length == 0 ? Fill(symbol.Ink) : $"class=\"f-{Name(symbol.Ink)} rim\" fill=\"{Palette.ColourOf(symbol.Ink)}\"{rim}";
        if (symbol.Shape == Shape.Disc)
        {
            text.Append($"<circle cx=\"{SvgWriter.Number(symbol.At.X)}\" cy=\"{SvgWriter.Number(symbol.At.Y)}\" r=\"{SvgWriter.Number(symbol.Radius)}\" {ends}");
            AppendEnd("circle", symbol, text, end);
            return;
        }
        text.Append("<path d=\"");
        AppendPath(Shapes.Corners(symbol.Shape, symbol.At, symbol.Radius), text);
        text.Append($"Z\" {ends}");
        AppendEnd("path", symbol, text, end);
    }

    private static void AppendText(TextMark words, StringBuilder text)
    {
        var (x, y) = (SvgWriter.Number(words.At.X), SvgWriter.Number(words.At.Y));
        text.Append($"<text x=\"{x}\" y=\"{y}\" font-size=\"{SvgWriter.Number(words.Size)}\" ");
        text.Append(words.Colour is null ? Fill(words.Ink) : $"fill=\"{words.Colour}\"");
        if (words.Anchor != Anchor.Start) text.Append($" text-anchor=\"{(words.Anchor == Anchor.End ? "end" : "middle")}\"");
        if (words.IsUpward) text.Append($" transform=\"rotate(-90 {x} {y})\"");
        text.Append($">{SvgWriter.Escape(words.Text)}</text>");
    }

    private static void AppendEnd(string element, Mark mark, StringBuilder text, string end)
    {
        if (mark.Opacity < 1) text.Append($" opacity=\"{mark.Opacity.ToString("0.##", CultureInfo.InvariantCulture)}\"");
        text.Append(end);
        if (mark.Tip is not null) text.Append(element).Append('>');
    }

    private static void AppendPath(IReadOnlyList<Point> points, StringBuilder text)
    {
        for (var i = 0; i < points.Count; i++)
            text.Append(i == 0 ? 'M' : i == 1 ? 'L' : ' ').Append(Coordinate(points[i].X)).Append(' ').Append(Coordinate(points[i].Y));
    }

    private static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Fill(Ink ink) => $"class=\"f-{Name(ink)}\" fill=\"{Palette.ColourOf(ink)}\"";

    private static string Stroke(Ink ink) => $"class=\"s-{Name(ink)}\" stroke=\"{Palette.ColourOf(ink)}\"";

    private static string Name(Ink ink) => ink switch
    {
        Ink.Paper => "paper",
        Ink.Text => "text",
        Ink.Muted => "muted",
        Ink.Grid => "grid",
        Ink.Axis => "axis",
        Ink.Blue => "blue",
        Ink.Vermilion => "vermilion",
        Ink.Green => "green",
        Ink.Purple => "purple",
        Ink.Orange => "orange",
        Ink.Sky => "sky",
        _ => "grey",
    };
}
