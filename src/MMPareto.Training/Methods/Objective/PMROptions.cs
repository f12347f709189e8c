namespace MMPareto.Training.Methods.Objective;

/// <summary>Settings of <see cref="PMRMethod"/>.</summary>
public sealed record PMROptions
{
    /// <summary>α, weight of the prototype losses of slow modalities, at least 0. Default 1, the released code's.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>ε, share of the old prototype in the new one, 0 to below 1. Default 0.2, the released code's.</summary>
    public double Momentum { get; init; } = 0.2;

    /// <summary>Share of the training set that prototypes are measured on, above 0 and up to 1. Default 0.1, the paper's.</summary>
    public double PrototypeShare { get; init; } = 0.1;

    /// <summary>μ, weight of the entropy of fast modalities, at least 0. Default 0.01, one of the paper's two.</summary>
    public double EntropyWeight { get; init; } = 0.01;

    /// <summary>E_r, first epochs in which the entropy counts, at least 0. Default 1, this project's.</summary>
    public int EntropyEpochs { get; init; } = 1;

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(Alpha >= 0, $"Alpha must be at least 0; got {Alpha}.");
        Require(Momentum is >= 0 and < 1, $"Momentum must be from 0 to below 1; got {Momentum}.");
        Require(PrototypeShare is > 0 and <= 1, $"PrototypeShare must be above 0 up to 1; got {PrototypeShare}.");
        Require(EntropyWeight >= 0, $"EntropyWeight must be at least 0; got {EntropyWeight}.");
        Require(EntropyEpochs >= 0, $"EntropyEpochs must be at least 0; got {EntropyEpochs}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
