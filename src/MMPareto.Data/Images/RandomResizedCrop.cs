namespace MMPareto.Data.Images;

/// <summary>Draws the part of a picture that training sees: a random area and ratio of sides, and a mirror.</summary>
/// <remarks>
/// The rule of torchvision's <c>RandomResizedCrop</c> and <c>RandomHorizontalFlip</c>, whose defaults these are.
/// The area is uniform, the ratio uniform in its logarithm; after ten draws that do not fit, the largest part in
/// the middle with a ratio in range is taken.
/// </remarks>
public sealed record RandomResizedCrop
{
    private const int Tries = 10;

    /// <summary>Smallest share of the picture's area, above 0, at most 1; default 0.08.</summary>
    public double MinimumArea { get; init; } = 0.08;

    /// <summary>Largest share of the picture's area, at least the smallest, at most 1; default 1.</summary>
    public double MaximumArea { get; init; } = 1;

    /// <summary>Smallest width to height, above 0; default 3/4.</summary>
    public double MinimumRatio { get; init; } = 3.0 / 4;

    /// <summary>Largest width to height, at least the smallest; default 4/3.</summary>
    public double MaximumRatio { get; init; } = 4.0 / 3;

    /// <summary>Share of the views that are mirrored, from 0 to 1; default 0.5.</summary>
    public double MirrorShare { get; init; } = 0.5;

    /// <summary>Draws a view.</summary>
    /// <param name="width">Of the picture, at least 1.</param>
    /// <param name="height">Of the picture, at least 1.</param>
    /// <param name="random">
    /// Made of seed, epoch and sample. It is a value: the same generator gives pictures of one size the same view,
    /// so the frames of a clip can share theirs.
    /// </param>
    /// <returns>A part within the picture.</returns>
    public ImageView Draw(int width, int height, CounterRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var view = TryDraw(width, height, ref random) ?? Middle(width, height);
        return view with { Mirrored = random.NextDouble() < MirrorShare };
    }

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .Require(MinimumArea is > 0 and <= 1, nameof(MinimumArea), "be above 0 and at most 1", MinimumArea)
        .Require(
            MaximumArea >= MinimumArea && MaximumArea <= 1,
            nameof(MaximumArea), "be from MinimumArea to 1", MaximumArea)
        .Require(
            MinimumRatio > 0 && double.IsFinite(MinimumRatio),
            nameof(MinimumRatio), "be above 0", MinimumRatio)
        .Require(
            MaximumRatio >= MinimumRatio && double.IsFinite(MaximumRatio),
            nameof(MaximumRatio), "be at least MinimumRatio", MaximumRatio)
        .Require(MirrorShare is >= 0 and <= 1, nameof(MirrorShare), "be from 0 to 1", MirrorShare)
        .ThrowIfAny();

    private ImageView? TryDraw(int width, int height, ref CounterRandom random)
    {
        var (low, high) = (Math.Log(MinimumRatio), Math.Log(MaximumRatio));
        for (var i = 0; i < Tries; i++)
        {
            var area = (double)width * height * Between(MinimumArea, MaximumArea, random.NextDouble());
            var ratio = Math.Exp(Between(low, high, random.NextDouble()));
            var (w, h) = (Math.Round(Math.Sqrt(area * ratio)), Math.Round(Math.Sqrt(area / ratio)));
            if (w < 1 || h < 1 || w > width || h > height) continue;
            var y = random.NextInt(height - (int)h + 1);
            return new ImageView(random.NextInt(width - (int)w + 1), y, (int)w, (int)h, Mirrored: false);
        }
        return null;
    }

    private ImageView Middle(int width, int height)
    {
        var ratio = Math.Clamp((double)width / height, MinimumRatio, MaximumRatio);
        var w = (int)Math.Clamp(Math.Round(height * ratio), 1, width);
        var h = (int)Math.Clamp(Math.Round(width / ratio), 1, height);
        return new ImageView((width - w) / 2, (height - h) / 2, w, h, Mirrored: false);
    }

    private static double Between(double low, double high, double share) => low + ((high - low) * share);
}
