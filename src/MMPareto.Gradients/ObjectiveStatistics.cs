namespace MMPareto.Gradients;

/// <summary>What a weighting sees of one encoder in one step.</summary>
public readonly ref struct ObjectiveStatistics
{
    private readonly ReadOnlySpan<double> _gramian;
    private readonly long _seed;

    /// <summary>Statistics of one encoder in one step.</summary>
    /// <param name="gramian">Inner products of the gradient rows, row by row, length m·m, symmetric.</param>
    /// <param name="losses">The loss of each row, length m, or empty when unknown.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="seed">Seed of <see cref="CreateGenerator"/>.</param>
    /// <param name="group">Name of the encoder, by which a weighting keeps what it remembers of it.</param>
    /// <exception cref="ArgumentException">The Gramian is not square.</exception>
    public ObjectiveStatistics(
        ReadOnlySpan<double> gramian, ReadOnlySpan<double> losses = default, long step = 1, long seed = 0, string group = "")
    {
        Count = (int)Math.Sqrt(gramian.Length);
        if (Count == 0 || Count * Count != gramian.Length)
            throw new ArgumentException($"gramian must have m·m entries, m ≥ 1; got {gramian.Length}.", nameof(gramian));
        _gramian = gramian;
        _seed = seed;
        Losses = losses;
        Step = step;
        Group = group;
    }

    /// <summary>Name of the encoder, or of the shared trunk; a weighting with a memory keeps one for each.</summary>
    public string Group { get; }

    /// <summary>Number of gradient rows, m.</summary>
    public int Count { get; }

    /// <summary>Inner products of the gradient rows, [m, m] row by row, in double.</summary>
    public ReadOnlySpan<double> Gramian => _gramian;

    /// <summary>The loss of each row, length m, or empty when unknown.</summary>
    public ReadOnlySpan<double> Losses { get; }

    /// <summary>Number of the step, from 1.</summary>
    public long Step { get; }

    /// <summary>The inner product of rows i and j.</summary>
    /// <param name="i">A row, from 0.</param>
    /// <param name="j">A row, from 0.</param>
    public double this[int i, int j] => _gramian[i * Count + j];

    /// <summary>The Euclidean length of row i.</summary>
    /// <param name="i">A row, from 0.</param>
    public double Norm(int i) => Math.Sqrt(this[i, i]);

    /// <summary>Whether every row has length zero.</summary>
    public bool AllZero
    {
        get
        {
            for (var i = 0; i < Count; i++)
                if (this[i, i] > 0) return false;
            return true;
        }
    }

    /// <summary>Whether some pair of rows has a negative inner product.</summary>
    public bool HasConflict => LowestInnerProduct < 0;

    /// <summary>The smallest inner product of two different rows that are not zero; +∞ when there is no such pair.</summary>
    public double LowestInnerProduct
    {
        get
        {
            var lowest = double.PositiveInfinity;
            for (var i = 0; i < Count; i++)
                for (var j = 0; j < i; j++)
                    if (this[i, i] > 0 && this[j, j] > 0) lowest = Math.Min(lowest, this[i, j]);
            return lowest;
        }
    }

    /// <summary>The smallest cosine of two different rows that are not zero; NaN when there is no such pair.</summary>
    public double LowestCosine
    {
        get
        {
            var lowest = double.NaN;
            for (var i = 0; i < Count; i++)
                for (var j = 0; j < i; j++)
                    if (this[i, i] > 0 && this[j, j] > 0)
                        lowest = Math.Min(double.IsNaN(lowest) ? 1 : lowest, this[i, j] / (Norm(i) * Norm(j)));
            return double.IsNaN(lowest) ? lowest : Math.Max(-1, lowest);
        }
    }

    /// <summary>The squared length of the combination of the rows with these weights; rounding never makes it negative.</summary>
    /// <param name="weights">One weight a row, length m.</param>
    public double SquaredLength(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            for (var j = 0; j < Count; j++)
                sum += weights[i] * weights[j] * this[i, j];
        return Math.Max(0, sum);
    }

    /// <summary>A generator for methods with a random part; the same for the same seed, step and group.</summary>
    public Random CreateGenerator()
    {
        // HashCode.Combine and string.GetHashCode differ from process to process; this mix does not.
        var mixed = unchecked(((ulong)_seed * 0x9E3779B97F4A7C15UL) ^ ((ulong)Step * 0xBF58476D1CE4E5B9UL));
        foreach (var letter in Group) mixed = unchecked((mixed ^ letter) * 0x94D049BB133111EBUL);
        return new Random((int)(mixed >> 33));
    }
}
