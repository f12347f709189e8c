using MMPareto.Native.Weights;

namespace MMPareto.Gradients.Aggregation;

/// <summary>Gradient normalisation: learnt weights that bring the lengths of the weighted rows to common targets.</summary>
/// <remarks>
/// <para>[Chen2018]. w = m·softmax(v), v = 0 at first; G_i = w_i‖g_i‖; r_i = L_i/L_i(first step), divided by the mean of
/// these over the rows; target T_i = mean(G)·r_i^a. After the weights of a step are given, v ← v − η ∂/∂v Σ_i |G_i − T_i|
/// with T held fixed:</para>
/// <para>∂/∂v_k = w_k (s_k‖g_k‖ − (1/m) Σ_i s_i G_i), s_i = sign(G_i − T_i).</para>
/// <para>Differs from the paper: weights by softmax, as in LibMTL, so that they stay positive and sum to m without a
/// renormalisation; all of a group's parameters, not those of one layer; a plain gradient step. What it remembers it
/// keeps for each group. Cost: O(m), no work on tensors.</para>
/// </remarks>
public sealed class GradNormWeighting : ILearningWeighting, IStateful
{
    /// <summary>Bound on v around its mean, far beyond what training reaches: a weight of 0 could never grow again.</summary>
    private const double Bound = 10;

    /// <summary>A gap to the target below this share of the mean length is rounding and has no sign.</summary>
    private const double Rounding = 1e-12;

    private readonly GradNormOptions _options;
    private readonly Dictionary<string, Memory> _memories = new(StringComparer.Ordinal);

    /// <summary>A weighting with these settings.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public GradNormWeighting(GradNormOptions? options = null) => _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public double? ConstantWeight => null;

    /// <inheritdoc/>
    public string Learns => "its weights";

    /// <inheritdoc/>
    public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
    {
        if (!_memories.TryGetValue(statistics.Group, out var memory) || memory.Values.Length != weights.Length)
            _memories[statistics.Group] = memory = new(new double[weights.Length], new double[weights.Length]);
        Softmax(memory.Values, weights);
        Span<double> rates = stackalloc double[weights.Length];
        RelativeRates(statistics.Losses, memory.FirstLosses, rates);
        Update(statistics, weights, rates, memory.Values);
        return statistics.AllZero ? CombinationReason.AllZero : CombinationReason.Weighted;
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state) => state.Entries(_memories, (entry, memory) =>
    {
        var (values, firstLosses) = (memory?.Values ?? [], memory?.FirstLosses ?? []);
        entry.Numbers("values", ref values);
        entry.Numbers("first-losses", ref firstLosses);
        return new(values, firstLosses);
    });

    private static void Softmax(ReadOnlySpan<double> values, Span<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] = Math.Exp(values[i]);
        foreach (ref var weight in weights) weight *= weights.Length / sum;
    }

    /// <summary>Each loss as a share of its first, over the mean share; a row without a positive first loss counts as 1.</summary>
    private static void RelativeRates(ReadOnlySpan<double> losses, Span<double> firstLosses, Span<double> rates)
    {
        rates.Fill(1);
        var mean = 0.0;
        for (var i = 0; i < rates.Length; i++)
        {
            if (losses.Length > 0)
            {
                if (!(firstLosses[i] > 0)) firstLosses[i] = losses[i];
                if (firstLosses[i] > 0 && losses[i] >= 0) rates[i] = losses[i] / firstLosses[i];
            }
            mean += rates[i] / rates.Length;
        }
        foreach (ref var rate in rates) rate = mean > 0 ? rate / mean : 1;
    }

    /// <summary>One step on v, by the rows that have a length: a loss that does not reach the group, or is absent, is not slow.</summary>
    private void Update(
        in ObjectiveStatistics statistics, ReadOnlySpan<double> weights, ReadOnlySpan<double> rates, Span<double> values)
    {
        var count = weights.Length;
        var (meanLength, present) = (0.0, 0);
        for (var i = 0; i < count; i++)
        {
            if (!(statistics[i, i] > 0)) continue;
            meanLength += weights[i] * statistics.Norm(i);
            present++;
        }
        if (present < 2) return;
        meanLength /= present;
        Span<double> slopes = stackalloc double[count]; // of the objective by each w_i
        slopes.Clear();
        var common = 0.0;
        for (var i = 0; i < count; i++)
        {
            if (!(statistics[i, i] > 0)) continue;
            var length = weights[i] * statistics.Norm(i);
            var gap = length - (meanLength * Math.Pow(rates[i], _options.RestoringForce));
            slopes[i] = Math.Abs(gap) <= Rounding * meanLength ? 0 : Math.Sign(gap) * statistics.Norm(i);
            common += weights[i] * slopes[i] / count;
        }
        for (var k = 0; k < count; k++) values[k] -= _options.LearningRate * weights[k] * (slopes[k] - common);
        Centre(values);
    }

    /// <summary>Softmax does not see a common summand, so v is kept around 0 and within its bound.</summary>
    private static void Centre(Span<double> values)
    {
        var mean = 0.0;
        foreach (var value in values) mean += value / values.Length;
        foreach (ref var value in values) value = Math.Clamp(value - mean, -Bound, Bound);
    }

    /// <summary>What is kept of a group.</summary>
    /// <param name="Values">v.</param>
    /// <param name="FirstLosses">The first positive loss of each row; 0 until there was one.</param>
    private sealed record Memory(double[] Values, double[] FirstLosses);
}
