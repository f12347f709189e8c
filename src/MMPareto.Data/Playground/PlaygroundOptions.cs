namespace MMPareto.Data.Playground;

/// <summary>The dials of the playground. Defaults are this project's.</summary>
/// <remarks>A list has one value for each modality, or one value for all.</remarks>
public sealed record PlaygroundOptions
{
    /// <summary>
    /// Number of modalities K, from 2 to 6, default 2; they are named <c>m1</c>, <c>m2</c> and so on.
    /// </summary>
    public int Modalities { get; init; } = 2;

    /// <summary>Number of classes C, from 2 to Features − 1, default 4.</summary>
    public int Classes { get; init; } = 4;

    /// <summary>
    /// Values D in a sample of one modality, from 3 to 4,096, default 16. The last one is a marker.
    /// </summary>
    public int Features { get; init; } = 16;

    /// <summary>Training samples, from 1 to 1,000,000, default 2,000.</summary>
    public int TrainSize { get; init; } = 2000;

    /// <summary>Validation samples, from 1 to 1,000,000, default 500.</summary>
    public int ValidationSize { get; init; } = 500;

    /// <summary>Test samples, from 1 to 1,000,000, default 1,000.</summary>
    public int TestSize { get; init; } = 1000;

    /// <summary>Length a of the class's direction before imbalance, from 0 to 100, default 3.</summary>
    public IReadOnlyList<double> Signal { get; init; } = [3.0];

    /// <summary>
    /// How fast the signal falls from the first modality to the last, from 0 (not at all) to 1 (none after
    /// the first), default 0.5: modality k, counted from 1, keeps a share (1 − imbalance)^(k − 1).
    /// </summary>
    public double Imbalance { get; init; } = 0.5;

    /// <summary>
    /// Probability q that a modality shows the evidence of the next class, from 0 to 1, default 0.2. The
    /// following modality (after the last: the first) bears a mark of it.
    /// </summary>
    public IReadOnlyList<double> Conflict { get; init; } = [0.2];

    /// <summary>
    /// Standard deviation σ of the noise on every value but the marker, from 0 to 100, default 1.
    /// </summary>
    public IReadOnlyList<double> Noise { get; init; } = [1.0];

    /// <summary>
    /// How strongly the last modality bears the evidence of a confounding class that all others show in place of the sample's
    /// own, from 0 to 10; default 0: there is no confounder.
    /// </summary>
    public double Opposition { get; init; }

    /// <summary>Probability ρ that the confounding class is the sample's own and not drawn, from 0 to 1, default 0.4.</summary>
    public double Confounding { get; init; } = 0.4;

    /// <summary>Decides everything drawn; default 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// The most samples in each of the three parts, default 0, no limit. It takes the first ones.
    /// </summary>
    public int Limit { get; init; }

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate()
    {
        var problems = new OptionProblems()
            .RequireRange(nameof(Modalities), Modalities, 2, 6)
            .RequireRange(nameof(Features), Features, 3, 4096)
            .RequireRange(nameof(Classes), Classes, 2, Math.Max(2, Features - 1))
            .RequireRange(nameof(TrainSize), TrainSize, 1, 1_000_000)
            .RequireRange(nameof(ValidationSize), ValidationSize, 1, 1_000_000)
            .RequireRange(nameof(TestSize), TestSize, 1, 1_000_000)
            .RequireRange(nameof(Limit), Limit, 0)
            .Require(Imbalance is >= 0 and <= 1, nameof(Imbalance), "be from 0 to 1", Imbalance)
            .Require(Opposition is >= 0 and <= 10, nameof(Opposition), "be from 0 to 10", Opposition)
            .Require(Confounding is >= 0 and <= 1, nameof(Confounding), "be from 0 to 1", Confounding);
        RequireDial(problems, nameof(Signal), Signal, 100);
        RequireDial(problems, nameof(Conflict), Conflict, 1);
        RequireDial(problems, nameof(Noise), Noise, 100);
        problems.ThrowIfAny();
    }

    /// <summary>The signal strength s of one modality, imbalance included.</summary>
    /// <param name="modality">From 0.</param>
    /// <returns>At least 0.</returns>
    public double StrengthOf(int modality) => ValueFor(Signal, modality) * Math.Pow(1 - Imbalance, modality);

    /// <summary>One modality's value of a list.</summary>
    internal static double ValueFor(IReadOnlyList<double> dial, int modality) =>
        dial[dial.Count == 1 ? 0 : modality];

    private void RequireDial(OptionProblems problems, string name, IReadOnlyList<double> dial, double maximum)
    {
        var numbers = FormattableString.Invariant($"[{string.Join(", ", dial.Select(value => $"{value}"))}]");
        problems
            .Require(
                dial.Count == 1 || dial.Count == Modalities, name, $"have 1 or {Modalities} values", numbers)
            .Require(
                dial.All(value => value >= 0 && value <= maximum), name,
                $"have values from 0 to {maximum}", numbers);
    }
}
