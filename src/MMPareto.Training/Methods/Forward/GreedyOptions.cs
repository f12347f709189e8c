namespace MMPareto.Training.Methods.Forward;

/// <summary>Settings of <see cref="GreedyMethod"/>; the defaults are those of the released code.</summary>
public sealed record GreedyOptions
{
    /// <summary>ε, difference of the branches' rates above which one is curated, at least 0. Default 0.01.</summary>
    public double Epsilon { get; init; } = 0.01;

    /// <summary>Q, steps that a curation lasts, at least 1. Default 5.</summary>
    public int CurationSteps { get; init; } = 5;

    /// <summary>First epoch with curation, from 1. Default 2.</summary>
    public int FirstEpoch { get; init; } = 2;

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(Epsilon >= 0, $"Epsilon must be at least 0; got {Epsilon}.");
        Require(CurationSteps >= 1, $"CurationSteps must be at least 1; got {CurationSteps}.");
        Require(FirstEpoch >= 1, $"FirstEpoch must be at least 1; got {FirstEpoch}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
