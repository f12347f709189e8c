using MMPareto.Data.Images;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>The size that images are brought to, and how their values are standardised.</summary>
internal static class ImageSizing
{
    /// <summary>Height and width of larger images, in pixels.</summary>
    public const int Large = 224;

    private const int LargestSmall = 64;
    private const int Looked = 2000;
    private static readonly ImageScaling Gray = new([0.449f], [0.226f]); // means over ImageNet's channels

    /// <summary>Channels, height and width from the first 2,000 images: that of the first up to 64 pixels, else 224; gray when all are.</summary>
    /// <param name="rows">Training rows that have an image.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="pathOf">The path of a row's image.</param>
    /// <param name="size">Height and width when they are told; else 0.</param>
    public static (int Channels, int Height, int Width) Choose(IEnumerable<CellRow> rows, string column, Func<CellRow, string> pathOf, int size)
    {
        ImageHeader[] headers = [.. rows.Take(Looked).Select(row => row.Reading(column, _ => pathOf(row), ImageHeader.Read))];
        var channels = headers.All(header => header.Channels == 1) ? 1 : 3;
        if (size > 0) return (channels, size, size);
        return headers[0] is { Width: <= LargestSmall, Height: <= LargestSmall } first ? (channels, first.Height, first.Width) : (channels, Large, Large);
    }

    /// <summary>All that decides the values of an image, for a cache.</summary>
    public static string CacheSettings(ImageTransform transform) => $"image 1 {transform}";

    public static ImageTransform Transform(int channels, int height, int width) =>
        new(channels, height, width) { Scaling = channels == 1 ? Gray : ImageScaling.ImageNet };
}
