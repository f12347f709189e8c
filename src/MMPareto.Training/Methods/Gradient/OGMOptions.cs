namespace MMPareto.Training.Methods.Gradient;

/// <summary>Settings of <see cref="OGMMethod"/>.</summary>
public sealed record OGMOptions
{
    /// <summary>α, how hard a modality that is ahead is held back, at least 0. Default 0.3, one of the two values that the
    /// released code's readme names; the code itself has no default.</summary>
    public double Alpha { get; init; } = 0.3;

    /// <summary>First epoch that is modulated, at least 1. Default 1, as in the released code.</summary>
    public int FromEpoch { get; init; } = 1;

    /// <summary>Last epoch that is modulated, 0 for that of the run. Default 0; the released code stops after the 51st of 100.</summary>
    public int UntilEpoch { get; init; }

    /// <summary>Whether an epoch is modulated.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    public bool Modulates(int epoch) => epoch >= FromEpoch && (UntilEpoch == 0 || epoch <= UntilEpoch);

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(Alpha >= 0 && double.IsFinite(Alpha), $"Alpha must be a finite number of at least 0; got {Alpha}.");
        Require(FromEpoch >= 1, $"FromEpoch must be at least 1; got {FromEpoch}.");
        Require(UntilEpoch == 0 || UntilEpoch >= Math.Max(1, FromEpoch), $"UntilEpoch must be 0 or at least FromEpoch; got {UntilEpoch}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
