using System.Text.Json.Serialization;
using MMPareto.Data.Frames;
using MMPareto.Data.Images;
using MMPareto.Data.Manifests.Onnx;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of videos as images: folders of frames, or lists of them; the middle frame of each of some equal parts.</summary>
public sealed record FramesPreprocessor : FilePreprocessor
{
    /// <summary>Frames of a video.</summary>
    public required int Count { get; init; }

    /// <summary>Colour (3) or gray (1).</summary>
    public required int Channels { get; init; }

    /// <summary>Height, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Width, in pixels.</summary>
    public required int Width { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality => new(Name, [Count, Channels, Height, Width]) { Kind = ModalityKind.Frames };

    /// <summary>Fits it.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">Training rows that have frames.</param>
    /// <param name="count">Frames of a video.</param>
    /// <param name="size">Height and width; 0 for those of the first image when it is small, else <see cref="ImageSizing.Large"/>.</param>
    public static FramesPreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows, int count, int size)
    {
        var (channels, height, width) = ImageSizing.Choose(rows, column, row => row.Inside(column, FilesOf(row, column)[0]), size);
        return new() { Name = name, Column = column, Count = count, Channels = channels, Height = height, Width = width };
    }

    /// <summary>The same, of the size that a network fixes; null for none.</summary>
    internal FramesPreprocessor Sized(OnnxImageSize? size) => size is null ? this
        : this with { Channels = size.Channels ?? Channels, Height = size.Height ?? Height, Width = size.Width ?? Width };

    /// <summary>A random frame of each part, and of each a random part of its own, as the code of MMPareto does [MMPareto2024].</summary>
    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, CounterRandom random, Span<float> destination)
    {
        var files = FilesOf(row, Column);
        Span<int> chosen = stackalloc int[Count];
        var seed = (long)random.NextUInt64();
        FrameSampler.Random(files.Count, new(seed, RandomStreams.FrameChoice), chosen);
        var transform = ImageSizing.Transform(Channels, Height, Width);
        for (var i = 0; i < Count; i++)
        {
            var path = row.Inside(Column, files[chosen[i]]);
            ImageDecoder.Decode(path, transform, new(), new(seed, RandomStreams.ImageView, i), destination.Slice(i * transform.Length, transform.Length));
            row.Inside(Column, path);
        }
    }

    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        var files = MiddleFiles(row);
        var transform = ImageSizing.Transform(Channels, Height, Width);
        var settings = ImageSizing.CacheSettings(transform);
        for (var i = 0; i < Count; i++)
        {
            Decode(row, files[i], settings, destination.Slice(i * transform.Length, transform.Length),
                (values, path) => ImageDecoder.Decode(path, transform, values));
        }
    }

    /// <summary>The files of the frames that are seen when nothing is augmented.</summary>
    internal string[] MiddleFiles(CellRow row)
    {
        var files = FilesOf(row, Column);
        var chosen = new int[Count];
        FrameSampler.Middle(files.Count, chosen);
        return Array.ConvertAll(chosen, frame => row.Inside(Column, files[frame]));
    }

    /// <summary>One frame as it is, [c, h, w].</summary>
    internal void ReadFrame(string path, Span<float> destination) => ImageDecoder.Decode(path, ImageSizing.Transform(Channels, Height, Width), destination);

    private static IReadOnlyList<string> FilesOf(CellRow row, string column)
    {
        var paths = row.PathsIn(column);
        return paths is [var folder] && Directory.Exists(folder) ? FrameFolder.List(folder) : paths;
    }
}
