using MMPareto.Data.Mnist;

namespace MMPareto.Data.MultiMnist;

/// <summary>Two overlapping digits in one image; the tasks are to tell the left one and the right one.</summary>
/// <remarks>Holds the place of the right digit of each image, and merges the two as it reads.</remarks>
public sealed class MultiMnistDataset : IMultimodalDataset, IRgbPreview
{
    private const int Channels = 3;

    private readonly LabelledImages _images;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly SaltAndPepper _noise;

    /// <param name="name">What messages call it.</param>
    /// <param name="images">Where the digits come from.</param>
    /// <param name="left">Which of the images are the left digits.</param>
    /// <param name="rightOf">From the place of a left digit's image to that of the right one.</param>
    /// <param name="noise">Noise on the right digits.</param>
    /// <param name="classCount">Number of classes of each task.</param>
    internal MultiMnistDataset(
        string name, LabelledImages images, int[] left, Func<int, int> rightOf, SaltAndPepper noise, int classCount)
    {
        (Name, ClassCount, Targets) = (name, classCount, [Target.OfClasses(classCount, "left"), Target.OfClasses(classCount, "right")]);
        (_images, _left, _right, _noise) = (images, left, Array.ConvertAll(left, image => rightOf(image)), noise);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>image [1, 28, 28], normalised.</summary>
    public IReadOnlyList<Modality> Modalities { get; } = [new("image", [1, DigitPair.Size, DigitPair.Size])];

    /// <summary>Classes of left and right.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int Count => _left.Length;

    /// <inheritdoc/>
    public int Width => DigitPair.Size;

    /// <inheritdoc/>
    public int Height => DigitPair.Size;

    /// <inheritdoc/>
    public int LabelOf(int index) => LabelOf(index, 0);

    /// <summary>The class of one digit.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="task">0 for the left digit, 1 for the right one.</param>
    public int LabelOf(int index, int task) => _images.LabelOf(ImageOf(index, task));

    /// <inheritdoc/>
    public void ReadTargets(int index, Span<float> values) => (values[0], values[1]) = (LabelOf(index, 0), LabelOf(index, 1));

    /// <summary>Where one digit's image is in its IDX file.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="task">0 for the left digit, 1 for the right one.</param>
    /// <returns>From 0.</returns>
    public int ImageOf(int index, int task) => task switch
    {
        0 => _left[index],
        1 => _right[index],
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "task must be 0 or 1."),
    };

    /// <inheritdoc/>
    public void Read(int index, SampleDestination destination)
    {
        Span<byte> merged = stackalloc byte[DigitPair.Pixels];
        Merge(index, merged);
        PixelTables.WriteGray(merged, destination[0]);
    }

    /// <inheritdoc/>
    public void ReadRgb(int index, Span<byte> rgb)
    {
        Span<byte> merged = stackalloc byte[DigitPair.Pixels];
        Merge(index, merged);
        for (var i = 0; i < rgb.Length; i++) rgb[i] = merged[i / Channels];
    }

    private void Merge(int index, Span<byte> merged)
    {
        Span<byte> right = stackalloc byte[DigitPair.Pixels];
        _images.PixelsOf(_right[index]).CopyTo(right);
        _noise.Apply(_left[index], right);
        DigitPair.Merge(_images.PixelsOf(_left[index]), right, merged);
    }
}
