using MMPareto.Runs;

namespace MMPareto.Reports.Sources;

/// <summary>The recorded steps of one encoder, column by column.</summary>
internal sealed class EncoderSteps
{
    private const int MostRows = 1000;
    private const long MostPadded = 1_000_000;
    private readonly List<double> _steps = [];
    private readonly List<double> _cosines = [];
    private readonly List<double> _ratios = [];
    private readonly List<List<double>> _norms = [];
    private readonly List<List<double>> _weights = [];
    private long _given, _padded;
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);

    /// <summary>Numbers of the steps.</summary>
    public IReadOnlyList<double> Steps => _steps;

    /// <summary>Cosines; NaN where not measured.</summary>
    public IReadOnlyList<double> Cosines => _cosines;

    /// <summary>Length of the combined gradient over that of the plain sum; NaN where the sum is zero.</summary>
    public IReadOnlyList<double> Ratios => _ratios;

    /// <summary>Norms of each gradient row.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Norms => _norms;

    /// <summary>Weights of each gradient row.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Weights => _weights;

    /// <summary>How often each reason was given.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _reasons;

    /// <summary>Whether any cosine was measured.</summary>
    public bool HasCosines => _cosines.Exists(double.IsFinite);

    /// <summary>Number of steps in conflict.</summary>
    public int Conflicts { get; private set; }

    /// <summary>Number of steps in which conflict was measured.</summary>
    public int Measured { get; private set; }

    /// <summary>Adds a step.</summary>
    public void Add(long step, EncoderStepRecord record)
    {
        Append(_norms, record.Norms);
        Append(_weights, record.Weights);
        _steps.Add(step);
        _cosines.Add(record.Cosine ?? double.NaN);
        _ratios.Add(record.SumLength > 0 ? record.Length / record.SumLength : double.NaN);
        _reasons[record.Reason] = _reasons.GetValueOrDefault(record.Reason) + 1;
        if (record.Conflict is not { } conflict) return;
        Measured++;
        if (conflict) Conflicts++;
    }

    /// <summary>Whether a step has more rows than any run, or most rows would be missing in most steps: what is there would become many times as much.</summary>
    public bool IsTooUneven(EncoderStepRecord record) => Math.Max(record.Norms.Count, record.Weights.Count) > MostRows
        || _padded + Padding(_norms, record.Norms) + Padding(_weights, record.Weights) > MostPadded + (10 * _given);

    private long Padding(List<List<double>> rows, IReadOnlyList<double> values) =>
        Math.Max(0, rows.Count - values.Count) + (Math.Max(0L, values.Count - rows.Count) * _steps.Count);

    /// <summary>Rows may come and go, as losses do; what is not there is NaN.</summary>
    private void Append(List<List<double>> rows, IReadOnlyList<double> values)
    {
        _given += values.Count;
        _padded += Padding(rows, values);
        while (rows.Count < values.Count) rows.Add([.. Enumerable.Repeat(double.NaN, _steps.Count)]);
        for (var i = 0; i < rows.Count; i++) rows[i].Add(i < values.Count ? values[i] : double.NaN);
    }
}
