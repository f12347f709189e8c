using MMPareto.Reports.Drawing;
using SkiaSharp;

namespace MMPareto.Reports.Png;

/// <summary>A picture as PNG, painted by Skia with the font that the assembly carries; no font of the system is needed.</summary>
internal static class PngWriter
{
    /// <summary>Twice the points of the screen, sharp in print and on dense screens.</summary>
    private const float Scale = 2;

    private const double LongestSide = 16_384; // in pixels; names of any length make pictures of any size

    /// <summary>The bytes of the file.</summary>
    public static byte[] File(Picture picture)
    {
        using var data = SKData.CreateCopy(ReportFont.File);
        using var typeface = SKTypeface.FromData(data);
        using var surface = SKSurface.Create(new SKImageInfo(
            Pixels(picture.Width), Pixels(picture.Height), SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColor.Parse(Palette.ColourOf(Ink.Paper)));
        surface.Canvas.Scale(Scale);
        var painter = new SkiaPainter(surface.Canvas, typeface);
        foreach (var mark in picture.Marks) painter.Paint(mark);
        using var image = surface.Snapshot();
        using var encoded = image.Encode(SKEncodedImageFormat.Png, 100);
        return PngMarker.Add(encoded.ToArray());
    }

    private static int Pixels(double points) => (int)Math.Clamp(Math.Ceiling(points * Scale), 1, LongestSide);
}
