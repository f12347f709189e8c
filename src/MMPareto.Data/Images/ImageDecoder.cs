using SkiaSharp;

namespace MMPareto.Data.Images;

/// <summary>Reads JPEG, PNG, WebP, BMP and GIF files (of these the first frame) as values for a model.</summary>
/// <remarks>
/// Values are red, green, blue (or gray), each [height, width], row-major: byte / 255, then scaled. EXIF orientation
/// is applied, colour profiles are not; what is transparent is seen on black; 16-bit pictures are read as 8-bit.
/// <para>
/// Sizes are changed by linear interpolation, antialiased when reducing, as torchvision does on PIL images, but
/// without rounding to bytes in between. A picture of the right size is passed through bit for bit. A JPEG is decoded
/// at a half, quarter or eighth where that leaves at least twice the pixels asked for in both directions.
/// </para>
/// Safe to call from several threads. The program must bring SkiaSharp's native files, on Linux those of the package
/// SkiaSharp.NativeAssets.Linux.NoDependencies.
/// </remarks>
public static class ImageDecoder
{
    /// <summary>For evaluation: the whole picture, resized without a cut.</summary>
    /// <param name="path">The file.</param>
    /// <param name="transform">Sizes and scaling.</param>
    /// <param name="destination">Receives [channels, height, width]; its length must be theirs.</param>
    /// <exception cref="DataException">
    /// The file is missing, empty, of another kind, cut short, damaged, or claims more than
    /// <see cref="ImageHeader.MaximumPixels"/>.
    /// </exception>
    public static void Decode(string path, ImageTransform transform, Span<float> destination) =>
        Decode(path, transform, ImageView.Whole, destination);

    /// <summary>For training: a random part of the picture, resized, perhaps mirrored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="transform">Sizes and scaling.</param>
    /// <param name="crop">How the part is drawn.</param>
    /// <param name="random">Made of seed, epoch and sample; equal generators give equal values.</param>
    /// <param name="destination">Receives [channels, height, width]; its length must be theirs.</param>
    /// <exception cref="DataException">As for evaluation.</exception>
    public static void Decode(
        string path, ImageTransform transform, RandomResizedCrop crop, CounterRandom random, Span<float> destination)
    {
        crop.Validate();
        Decode(path, transform, (width, height) => crop.Draw(width, height, random), destination);
    }

    private static void Decode(
        string path, ImageTransform transform, Func<int, int, ImageView> choose, Span<float> destination)
    {
        transform.Validate();
        if (destination.Length != transform.Length)
        {
            throw new ArgumentException(
                $"destination must have {transform.Length} values, for {transform}; got {destination.Length}.",
                nameof(destination));
        }
        using var codec = ImageFile.Open(path);
        var header = ImageHeader.Of(codec);
        var view = choose(header.Width, header.Height);
        var shrink = ShrinkFor(codec, view, transform);
        using var pixels = DecodeUpright(codec, path, shrink);
        if (transform.Channels == 1) pixels.RedToGray();
        var horizontal = ResampleAxis.Create(
            (double)view.X / shrink, (double)view.Width / shrink, transform.Width, view.Mirrored);
        var vertical = ResampleAxis.Create((double)view.Y / shrink, (double)view.Height / shrink, transform.Height);
        Resampler.Write(pixels, horizontal, vertical, transform, destination);
    }

    /// <remarks>
    /// A turned picture is decoded whole: a row that was rounded up would come to lie on the other side.
    /// </remarks>
    private static int ShrinkFor(SKCodec codec, ImageView view, ImageTransform transform)
    {
        if (codec.EncodedFormat != SKEncodedImageFormat.Jpeg || codec.EncodedOrigin != SKEncodedOrigin.TopLeft) return 1;
        var spare = Math.Min(view.Width / (2 * transform.Width), view.Height / (2 * transform.Height));
        return spare switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
    }

    private static PixelBuffer DecodeUpright(SKCodec codec, string path, int shrink)
    {
        var stored = PixelBuffer.Decode(codec, path, shrink);
        if (codec.EncodedOrigin == SKEncodedOrigin.TopLeft) return stored;
        using (stored) return stored.Turn(codec.EncodedOrigin);
    }
}
