namespace MMPareto.Data.CgMnist;

/// <summary>
/// What defines a colored-and-gray MNIST. Defaults are this project's, but for the variance.
/// </summary>
public sealed record CgMnistOptions
{
    /// <summary>
    /// Where the four IDX files are; any data set in MNIST's format will do. Default: none, the cache, where
    /// the files must be the original ones.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Variance of the colours around their means, per channel in units of full intensity, from 0 to 1,
    /// default 0.030 (that of [Kim2019]'s loader). The smaller, the more a training image's colour gives its
    /// digit away.
    /// </summary>
    public double ColourVariance { get; init; } = 0.030;

    /// <summary>How validation images are coloured; default as test images.</summary>
    public ValidationColours Validation { get; init; } = ValidationColours.Unbiased;

    /// <summary>
    /// Training images set aside for validation, at least 1, default 5,000. Every digit keeps its share.
    /// </summary>
    public int ValidationSize { get; init; } = 5000;

    /// <summary>
    /// The most images in each of the three parts, with every digit's share kept; default 0, all. An image
    /// keeps its part and its colour, whatever the limit.
    /// </summary>
    public int Limit { get; init; }

    /// <summary>Decides the colours and the choice of images; default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .Require(ColourVariance is >= 0 and <= 1, nameof(ColourVariance), "be from 0 to 1", ColourVariance)
        .Require(Enum.IsDefined(Validation), nameof(Validation), "be Unbiased or Biased", Validation)
        .RequireRange(nameof(ValidationSize), ValidationSize, 1)
        .RequireRange(nameof(Limit), Limit, 0)
        .ThrowIfAny();
}
