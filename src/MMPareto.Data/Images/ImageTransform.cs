namespace MMPareto.Data.Images;

/// <summary>What a model is given of a picture.</summary>
/// <param name="Channels">1 for gray (luminance of ITU-R BT.601), 3 for red, green and blue.</param>
/// <param name="Height">In pixels, from 1 to 16,384.</param>
/// <param name="Width">In pixels, from 1 to 16,384.</param>
public sealed record ImageTransform(int Channels, int Height, int Width)
{
    private const int LargestSide = 16384;

    /// <summary>Scaling of the values; default <see cref="ImageScaling.Unit"/>.</summary>
    public ImageScaling Scaling { get; init; } = ImageScaling.Unit;

    /// <summary>[channels, height, width].</summary>
    public IReadOnlyList<long> Shape => [Channels, Height, Width];

    /// <summary>Number of values.</summary>
    public int Length => checked(Channels * Height * Width);

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .Require(Channels is 1 or 3, nameof(Channels), "be 1 or 3", Channels)
        .RequireRange(nameof(Height), Height, 1, LargestSide)
        .RequireRange(nameof(Width), Width, 1, LargestSide)
        .Require(
            Scaling.Suits(Channels), nameof(Scaling),
            "have one finite mean and positive deviation, or one for each channel", Scaling)
        .ThrowIfAny();

    /// <summary>All settings without regard to culture, such as <c>[3, 224, 224] (x - [0]) / [1]</c>.</summary>
    /// <returns>Equal texts, equal results; serves as the settings of a cache.</returns>
    public override string ToString() => $"[{string.Join(", ", Shape)}] {Scaling}";
}
