using MMPareto.Data.Images;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>The size that images are brought to, and how their values are standardised.</summary>
internal static class ImageSizing
{
    /// <summary>Height and width of larger images, in pixels.</summary>
    public const int Large = 224;

    private const int LargestSmall = 64;
    private const int Looked = 32;
    private static readonly ImageScaling Gray = new([0.449f], [0.226f]); // means over ImageNet's channels

    /// <summary>Channels, height and width from the first images: their own size up to 64 pixels, else 224; gray when all are.</summary>
    /// <param name="paths">The images.</param>
    /// <param name="size">Height and width when they are told; else 0.</param>
    public static (int Channels, int Height, int Width) Choose(IEnumerable<string> paths, int size)
    {
        ImageHeader[] headers = [.. paths.Take(Looked).Select(ImageHeader.Read)];
        var channels = headers.All(header => header.Channels == 1) ? 1 : 3;
        if (size > 0) return (channels, size, size);
        return headers[0] is { Width: <= LargestSmall, Height: <= LargestSmall } first ? (channels, first.Height, first.Width) : (channels, Large, Large);
    }

    public static ImageTransform Transform(int channels, int height, int width) =>
        new(channels, height, width) { Scaling = channels == 1 ? Gray : ImageScaling.ImageNet };
}
