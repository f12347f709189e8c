using MMPareto.Reports.Drawing;
using SkiaSharp;

namespace MMPareto.Reports.Png;

/// <summary>Paints marks on a canvas of Skia.</summary>
internal sealed class SkiaPainter(SKCanvas canvas, SKTypeface typeface)
{
    private const float RimWidth = 0.8f;

    /// <summary>Paints one.</summary>
    public void Paint(Mark mark)
    {
        using var paint = new SKPaint { IsAntialias = true };
        switch (mark)
        {
            case LineMark line: PaintLine(line, paint); break;
            case AreaMark area: PaintPath(area.Points, true, Filled(paint, area.Ink, area.Opacity)); break;
            case BoxMark box: PaintBox(box, paint); break;
            case SymbolMark symbol: PaintSymbol(symbol, paint); break;
            case TextMark words: PaintText(words, paint); break;
        }
    }

    private void PaintLine(LineMark line, SKPaint paint)
    {
        var lengths = Dashes.Lengths(line.Dash);
        using var effect = lengths.Length == 0 ? null : SKPathEffect.CreateDash(lengths, 0);
        Filled(paint, line.Ink, line.Opacity);
        if (line.Colour is not null) paint.Color = SKColor.Parse(line.Colour);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = (float)line.Width;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.PathEffect = effect;
        PaintPath(line.Points, false, paint);
    }

    private void PaintBox(BoxMark box, SKPaint paint)
    {
        Filled(paint, box.Ink, box.Opacity);
        if (box.Colour is not null) paint.Color = SKColor.Parse(box.Colour);
        paint.IsAntialias = box.Colour is null; // no seams between the cells of a heat map
        var b = box.Box;
        canvas.DrawRect((float)b.Left, (float)b.Top, (float)b.Width, (float)b.Height, paint);
    }

    private void PaintSymbol(SymbolMark symbol, SKPaint paint)
    {
        PaintOutline(symbol, Filled(paint, symbol.Ink, symbol.Opacity));
        if (symbol.Ink == Ink.Paper) return;
        Filled(paint, Ink.Paper, symbol.Opacity);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = RimWidth;
        PaintOutline(symbol, paint);
    }

    private void PaintOutline(SymbolMark symbol, SKPaint paint)
    {
        if (symbol.Shape == Shape.Disc)
            canvas.DrawCircle((float)symbol.At.X, (float)symbol.At.Y, (float)symbol.Radius, paint);
        else PaintPath(Shapes.Corners(symbol.Shape, symbol.At, symbol.Radius), true, paint);
    }

    private void PaintText(TextMark words, SKPaint paint)
    {
        using var font = new SKFont(typeface, (float)words.Size) { Subpixel = true, Hinting = SKFontHinting.None };
        Filled(paint, words.Ink, words.Opacity);
        if (words.Colour is not null) paint.Color = SKColor.Parse(words.Colour);
        var align = words.Anchor switch
        {
            Anchor.Middle => SKTextAlign.Center,
            Anchor.End => SKTextAlign.Right,
            _ => SKTextAlign.Left,
        };
        using var state = new SKAutoCanvasRestore(canvas);
        canvas.Translate((float)words.At.X, (float)words.At.Y);
        if (words.IsUpward) canvas.RotateDegrees(-90);
        canvas.DrawText(words.Text, 0, 0, align, font, paint);
    }

    private void PaintPath(IReadOnlyList<Point> points, bool isClosed, SKPaint paint)
    {
        if (points.Count == 0) return;
        using var path = new SKPath();
        path.AddPoly([.. points.Select(p => new SKPoint((float)p.X, (float)p.Y))], isClosed);
        canvas.DrawPath(path, paint);
    }

    private static SKPaint Filled(SKPaint paint, Ink ink, double opacity)
    {
        paint.Style = SKPaintStyle.Fill;
        paint.Color = SKColor.Parse(Palette.ColourOf(ink)).WithAlpha((byte)Math.Round(255 * opacity));
        return paint;
    }
}
