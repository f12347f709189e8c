namespace MMPareto.Data.MultiMnist;

/// <summary>What defines a MultiMNIST. Defaults are this project's.</summary>
public sealed record MultiMnistOptions
{
    /// <summary>
    /// Where the four IDX files are, of images of 28 × 28 pixels. Default: none, the cache, where the files
    /// must be the original ones.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Share of the right digit's pixels that salt-and-pepper noise replaces, from 0 to 1; default 0. The more,
    /// the harder its task. A pixel that is replaced at one share is replaced at every larger one.
    /// </summary>
    public double NoiseRight { get; init; }

    /// <summary>
    /// Training images set aside for validation, at least 1, default 5,000. Every left digit keeps its share.
    /// </summary>
    public int ValidationSize { get; init; } = 5000;

    /// <summary>
    /// The most images in each of the three parts, with every left digit's share kept; default 0, all. An image
    /// keeps its part, its right digit and its noise, whatever the limit.
    /// </summary>
    public int Limit { get; init; }

    /// <summary>Decides the right digits, the noise and the choice of images; default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .Require(NoiseRight is >= 0 and <= 1, nameof(NoiseRight), "be from 0 to 1", NoiseRight)
        .RequireRange(nameof(ValidationSize), ValidationSize, 1)
        .RequireRange(nameof(Limit), Limit, 0)
        .ThrowIfAny();
}
