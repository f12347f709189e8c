namespace MMPareto.Training.Methods.Gradient;

/// <summary>Settings of <see cref="AGMMethod"/>.</summary>
public sealed record AGMOptions
{
    /// <summary>The largest <see cref="Alpha"/>: the largest coefficient, exp(10 α), then still fits a float.</summary>
    public const double LargestAlpha = 8;

    /// <summary>α, how hard modalities are held back and spurred on, 0 to 8. Default 1, as in the released code.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Last epoch that is modulated, 0 for that of the run. Default 0; the released code stops after epoch 20.</summary>
    public int UntilEpoch { get; init; }

    /// <summary>Whether an epoch is modulated.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    public bool Modulates(int epoch) => UntilEpoch == 0 || epoch <= UntilEpoch;

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(Alpha is >= 0 and <= LargestAlpha, $"Alpha must be from 0 to {LargestAlpha}; got {Alpha}.");
        Require(UntilEpoch >= 0, $"UntilEpoch must be at least 0; got {UntilEpoch}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
