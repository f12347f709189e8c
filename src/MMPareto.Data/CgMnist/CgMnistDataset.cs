using MMPareto.Data.Mnist;

namespace MMPareto.Data.CgMnist;

/// <summary>Digits twice: in gray, and in a colour.</summary>
/// <remarks>
/// Holds gray bytes and one colour for an image, and colours as it reads: about 4 µs a sample.
/// </remarks>
public sealed class CgMnistDataset : IMultimodalDataset, IRgbPreview
{
    private readonly LabelledImages _images;
    private readonly int[] _chosen;
    private readonly Rgb[] _colours;

    /// <param name="name">What messages call it.</param>
    /// <param name="images">Where the digits come from.</param>
    /// <param name="chosen">Which of the images make up the data set.</param>
    /// <param name="colourOf">From an image's position in its file to its colour.</param>
    /// <param name="classCount">Number of classes.</param>
    internal CgMnistDataset(
        string name, LabelledImages images, int[] chosen, Func<int, Rgb> colourOf, int classCount)
    {
        (Name, ClassCount) = (name, classCount);
        (_images, _chosen, _colours) = (images, chosen, Array.ConvertAll(chosen, image => colourOf(image)));
        Modalities =
        [
            new("gray", [1, images.Height, images.Width]),
            new("colour", [Rgb.Channels, images.Height, images.Width]),
        ];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>gray [1, height, width] and colour [3, height, width], each normalised.</summary>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int Count => _chosen.Length;

    /// <inheritdoc/>
    public int Width => _images.Width;

    /// <inheritdoc/>
    public int Height => _images.Height;

    /// <inheritdoc/>
    public int LabelOf(int index) => _images.LabelOf(_chosen[index]);

    /// <summary>The colour of one sample.</summary>
    /// <param name="index">The sample.</param>
    /// <returns>The colour that its strokes have at full intensity.</returns>
    public Rgb ColourOf(int index) => _colours[index];

    /// <summary>Where one sample's image is in its IDX file.</summary>
    /// <param name="index">The sample.</param>
    /// <returns>From 0.</returns>
    public int ImageOf(int index) => _chosen[index];

    /// <inheritdoc/>
    public void Read(int index, SampleDestination destination)
    {
        var pixels = _images.PixelsOf(_chosen[index]);
        PixelTables.WriteGray(pixels, destination[0]);
        var colour = _colours[index];
        var planes = destination[1];
        for (var channel = 0; channel < Rgb.Channels; channel++)
            PixelTables.WriteChannel(colour[channel], channel, pixels, planes[(channel * pixels.Length)..]);
    }

    /// <inheritdoc/>
    public void ReadRgb(int index, Span<byte> rgb)
    {
        var pixels = _images.PixelsOf(_chosen[index]);
        var colour = _colours[index];
        for (var i = 0; i < pixels.Length; i++)
            for (var channel = 0; channel < Rgb.Channels; channel++)
                rgb[(i * Rgb.Channels) + channel] = PixelTables.Tint(pixels[i], colour[channel]);
    }
}
