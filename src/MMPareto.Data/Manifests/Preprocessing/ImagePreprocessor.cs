using System.Text.Json.Serialization;
using MMPareto.Data.Images;
using MMPareto.Data.Manifests.Onnx;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of images, resized without cropping and standardised channel by channel.</summary>
public sealed record ImagePreprocessor : FilePreprocessor
{
    /// <summary>Colour (3) or gray (1).</summary>
    public required int Channels { get; init; }

    /// <summary>Height, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Width, in pixels.</summary>
    public required int Width { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality => new(Name, [Channels, Height, Width]);

    /// <summary>Fits it.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">Training rows that have an image.</param>
    /// <param name="size">Height and width; 0 for those of the first image when it is small, else <see cref="ImageSizing.Large"/>.</param>
    public static ImagePreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows, int size)
    {
        var (channels, height, width) = ImageSizing.Choose(rows, column, row => row.PathIn(column), size);
        return new() { Name = name, Column = column, Channels = channels, Height = height, Width = width };
    }

    /// <summary>The same, of the size that a network fixes; null for none.</summary>
    internal ImagePreprocessor Sized(OnnxImageSize? size) => size is null ? this
        : this with { Channels = size.Channels ?? Channels, Height = size.Height ?? Height, Width = size.Width ?? Width };

    /// <summary>A random part, resized, perhaps mirrored.</summary>
    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, CounterRandom random, Span<float> destination) =>
        ImageDecoder.Decode(row.PathIn(Column), ImageSizing.Transform(Channels, Height, Width), new(), random, destination);

    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        var transform = ImageSizing.Transform(Channels, Height, Width);
        Decode(row, row.PathIn(Column), ImageSizing.CacheSettings(transform), destination, (values, path) => ImageDecoder.Decode(path, transform, values));
    }
}
