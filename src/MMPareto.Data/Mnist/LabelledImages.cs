namespace MMPareto.Data.Mnist;

/// <summary>Gray images of one size and a digit for each, as MNIST's files hold them.</summary>
public sealed class LabelledImages
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;

    private LabelledImages(IdxArray images, IdxArray labels)
    {
        (_pixels, _labels) = (images.Values, labels.Values);
        (Count, Height, Width) = (images.Shape[0], images.Shape[1], images.Shape[2]);
        Checksums = [images.Sha256, labels.Sha256];
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Height of every image in pixels.</summary>
    public int Height { get; }

    /// <summary>Width of every image in pixels.</summary>
    public int Width { get; }

    /// <summary>SHA-256 of the file of images and of the file of labels.</summary>
    public IReadOnlyList<string> Checksums { get; }

    /// <summary>Reads a file of images and the file of their labels.</summary>
    /// <param name="imagesPath">An IDX file of three dimensions.</param>
    /// <param name="labelsPath">An IDX file of one dimension, with values from 0 to 9.</param>
    /// <returns>Both together.</returns>
    /// <exception cref="DataException">A file is bad, or the two do not belong together.</exception>
    public static LabelledImages Read(string imagesPath, string labelsPath)
    {
        var images = IdxReader.Read(imagesPath, dimensions: 3);
        var labels = IdxReader.Read(labelsPath, dimensions: 1);
        if (labels.Shape[0] != images.Shape[0])
        {
            throw new DataException(
                $"{labelsPath}, byte 4: expected {images.Shape[0]} labels, " +
                $"one for each image of {imagesPath}; found {labels.Shape[0]}.");
        }
        RequireDigits(labels, labelsPath);
        return new LabelledImages(images, labels);
    }

    /// <summary>The class of one image.</summary>
    /// <param name="index">The image, from 0.</param>
    /// <returns>From 0 to 9.</returns>
    public int LabelOf(int index) => _labels.Span[index];

    /// <summary>The gray values of one image, row by row, 0 for background.</summary>
    /// <param name="index">The image, from 0.</param>
    /// <returns>Height · width bytes.</returns>
    public ReadOnlySpan<byte> PixelsOf(int index) =>
        _pixels.Span.Slice(index * (Height * Width), Height * Width);

    private static void RequireDigits(IdxArray labels, string path)
    {
        var wrong = labels.Values.Span.IndexOfAnyExceptInRange((byte)0, (byte)9);
        if (wrong < 0) return;
        throw new DataException(
            $"{path}, byte {IdxHeader.LengthFor(1) + wrong} (label {wrong}): expected a class from 0 to 9; " +
            $"found {labels.Values.Span[wrong]}.");
    }
}
