using System.Runtime.InteropServices;
using MMPareto.Native.Weights;

namespace MMPareto.Training.Metrics;

/// <summary>Metrics that look at the order of scores alone, for each of several classes or labels against the rest.</summary>
/// <param name="count">Number of classes or labels, c.</param>
internal sealed class RankMetrics(int count) : IStateful
{
    private const int MostValues = 100_000_000; // 500 MB

    private readonly List<float>[] _scores = [.. Enumerable.Range(0, count).Select(_ => new List<float>())];
    private readonly List<bool>[] _truths = [.. Enumerable.Range(0, count).Select(_ => new List<bool>())];
    private bool _isFull;

    /// <summary>Adds samples; past a hundred million scores the metrics are not measured.</summary>
    /// <param name="scores">[b, c], row-major.</param>
    /// <param name="truths">[b, c], row-major.</param>
    /// <param name="rows">Which samples; null for all.</param>
    public void Add(float[] scores, bool[] truths, long[]? rows)
    {
        var samples = rows?.Length ?? scores.Length / count;
        _isFull |= (long)(_scores[0].Count + samples) * count > MostValues;
        if (_isFull) return;
        for (var i = 0; i < samples; i++)
            for (var c = 0; c < count; c++)
            {
                var place = ((rows?[i] ?? i) * count) + c;
                _scores[c].Add(scores[place]);
                _truths[c].Add(truths[place]);
            }
    }

    /// <summary>Mean over the classes of the area under the ROC curve: the probability that a sample of the class has a higher score than one
    /// of the rest, ties counting half. Classes that all samples have, or none, are left out; null when all are.</summary>
    public double? MeanAUROC() => Mean(AreaUnderROC);

    /// <summary>Mean over the classes of the average precision, Σ (R_n − R_(n−1)) P_n over the different scores from the highest on. Classes that
    /// no sample has are left out; null when all are.</summary>
    public double? MeanAveragePrecision() => Mean(AveragePrecision);

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Flag("full", ref _isFull);
        for (var c = 0; c < count; c++)
        {
            byte[] scores = [.. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_scores[c]))];
            byte[] truths = [.. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_truths[c]))];
            state.Bytes($"scores-{c}", ref scores);
            state.Bytes($"truths-{c}", ref truths);
            if (!state.IsRestoring) continue;
            (_scores[c], _truths[c]) = ([.. MemoryMarshal.Cast<byte, float>(scores)], [.. truths.Select(truth => truth != 0)]);
        }
    }

    private double? Mean(Func<bool[], int[], double?> metric)
    {
        if (_isFull) return null;
        var values = Enumerable.Range(0, count).Select(c => Of(c, metric)).OfType<double>().ToArray();
        return values.Length == 0 ? null : values.Average();
    }

    private double? Of(int c, Func<bool[], int[], double?> metric)
    {
        float[] scores = [.. _scores[c]];
        bool[] truths = [.. _truths[c]];
        Array.Sort(scores, truths);
        Array.Reverse(scores);
        Array.Reverse(truths);
        List<int> ends = []; // after each run of equal scores
        for (var i = 1; i <= scores.Length; i++)
            if (i == scores.Length || scores[i] != scores[i - 1]) ends.Add(i);
        return metric(truths, [.. ends]);
    }

    private static double? AreaUnderROC(bool[] truths, int[] ends)
    {
        var (above, area, start) = (0L, 0.0, 0);
        var positives = truths.LongCount(truth => truth);
        var negatives = truths.Length - positives;
        if (positives == 0 || negatives == 0) return null;
        foreach (var end in ends)
        {
            var hits = truths.AsSpan(start, end - start).Count(true);
            area += (end - start - hits) * (above + (hits / 2.0));
            above += hits;
            start = end;
        }
        return area / positives / negatives;
    }

    private static double? AveragePrecision(bool[] truths, int[] ends)
    {
        var (found, sum, start) = (0L, 0.0, 0);
        var positives = truths.LongCount(truth => truth);
        if (positives == 0) return null;
        foreach (var end in ends)
        {
            var hits = truths.AsSpan(start, end - start).Count(true);
            found += hits;
            sum += (double)hits / positives * found / end;
            start = end;
        }
        return sum;
    }
}
