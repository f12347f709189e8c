using SkiaSharp;

namespace MMPareto.Data.Images;

/// <summary>What a picture's file says of it before any pixel is decoded.</summary>
/// <param name="Width">In pixels, at least 1; upright, as EXIF says.</param>
/// <param name="Height">In pixels, at least 1; upright, as EXIF says.</param>
/// <param name="Channels">1 for gray without alpha, 3 for all else; alpha is not counted.</param>
public sealed record ImageHeader(int Width, int Height, int Channels)
{
    /// <summary>The most pixels a picture may claim, 100 million: decoded they take up to half a gigabyte.</summary>
    public const long MaximumPixels = 100_000_000;

    /// <summary>Reads the header of a JPEG, PNG, WebP, BMP or GIF file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its sizes.</returns>
    /// <exception cref="DataException">
    /// The file is missing, empty, of another kind, or claims more than <see cref="MaximumPixels"/>.
    /// </exception>
    public static ImageHeader Read(string path)
    {
        using var codec = ImageFile.Open(path);
        return Of(codec);
    }

    internal static ImageHeader Of(SKCodec codec)
    {
        var (width, height) = codec.EncodedOrigin.Upright(codec.Info.Width, codec.Info.Height);
        return new ImageHeader(width, height, codec.Info.ColorType == SKColorType.Gray8 ? 1 : 3);
    }
}
