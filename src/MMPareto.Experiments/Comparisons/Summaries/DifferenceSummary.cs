using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Summaries;

/// <summary>Holds methods against each other.</summary>
internal static class DifferenceSummary
{
    /// <summary>The differences of some pairs, in their order; p-values are corrected for their number. Null stands for a pair
    /// without a seed that both have finished.</summary>
    public static IReadOnlyList<DifferenceRecord?> Build(
        IReadOnlyList<MethodResult> results, IReadOnlyList<MethodPair> pairs, double confidence) =>
        Correct(
            [.. pairs.Select(pair => Compare(FinishedBySeed(results, pair.Method), FinishedBySeed(results, pair.Against), confidence))], confidence);

    /// <summary>Corrects the p-values of differences for their number, and says what may be said.</summary>
    public static IReadOnlyList<DifferenceRecord?> Correct(IReadOnlyList<DifferenceRecord?> differences, double confidence)
    {
        var corrected = HolmCorrection.Adjust([.. differences.Select(difference => difference?.PValue)]);
        return
        [
            .. differences.Zip(corrected, (difference, p) => difference is null ? null : difference with { HolmPValue = p })
                .Select(difference => difference is null ? null : difference with { Verdict = Verdicts.Of(difference, confidence) }),
        ];
    }

    private static Dictionary<long, FinishedRun> FinishedBySeed(IReadOnlyList<MethodResult> results, string method) =>
        results.First(result => result.Name == method).Runs
            .Where(run => run.Outcome.Run is not null).ToDictionary(run => run.Seed, run => run.Outcome.Run!);

    private static DifferenceRecord? Compare(
        Dictionary<long, FinishedRun> method, Dictionary<long, FinishedRun> against, double confidence)
    {
        long[] seeds = [.. method.Keys.Where(against.ContainsKey).Order()];
        if (seeds.Length == 0) return null;
        var test = PairedTest.Of(
            [.. seeds.Select(seed => method[seed].Summary.Test.Fused.Main - against[seed].Summary.Test.Fused.Main)], confidence);
        var samples = seeds.Select(seed => Subtract(method[seed].Correct, against[seed].Correct)).ToArray();
        return new DifferenceRecord
        {
            Mean = test.Mean,
            Count = test.Count,
            PairedInterval = test.Interval,
            BootstrapInterval = samples.Any(seed => seed is null) ? null : PairedBootstrap.Interval([.. samples.Select(seed => seed!)], confidence),
            PValue = test.PValue,
            EffectSize = test.EffectSize,
            Verdict = Verdicts.WithinNoise, // until p is corrected
        };
    }

    private static double[]? Subtract(IReadOnlyList<double>? first, IReadOnlyList<double>? second) =>
        first is null || second is null ? null : [.. first.Zip(second, (a, b) => a - b)];
}
