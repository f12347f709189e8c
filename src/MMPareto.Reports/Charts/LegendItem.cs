using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>A name in a legend.</summary>
/// <param name="Name">The name.</param>
/// <param name="Style">The style it names.</param>
/// <param name="Kind">What its sample looks like.</param>
internal sealed record LegendItem(string Name, SeriesStyle Style, LegendKind Kind)
{
    /// <summary>Draws its sample.</summary>
    public void Draw(PictureBuilder builder, Point at, double width)
    {
        var middle = new Point(at.X + (width / 2), at.Y);
        var box = Box.Between(at.X, at.Y - 5, at.X + width, at.Y + 5);
        switch (Kind)
        {
            case LegendKind.Area:
                builder.Add(new BoxMark(box, Style.Ink) { Opacity = 0.3 });
                builder.Line(box.Left, box.Top, box.Right, box.Top, Style.Ink, 1.8, Style.Dash);
                break;
            case LegendKind.Bar: builder.Add(new BoxMark(box, Style.Ink)); break;
            case LegendKind.Symbol: builder.Add(new SymbolMark(middle, Style.Shape, 4.5, Style.Ink)); break;
            case LegendKind.ThickLine: builder.Line(at.X, at.Y, at.X + width, at.Y, Style.Ink, 5); break;
            default:
                builder.Line(at.X, at.Y, at.X + width, at.Y, Style.Ink, 1.8, Style.Dash);
                if (Kind == LegendKind.LineWithSymbols) builder.Add(new SymbolMark(middle, Style.Shape, 3.8, Style.Ink));
                break;
        }
    }
}
