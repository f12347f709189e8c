using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Summaries;

/// <summary>Holds each method against the baseline.</summary>
internal static class DifferenceSummary
{
    /// <summary>The differences by method; those without a seed that both have finished are left out.</summary>
    public static IReadOnlyDictionary<string, DifferenceRecord> Build(
        IReadOnlyList<MethodResult> results, string baseline, double confidence)
    {
        var runs = FinishedBySeed(results.First(result => result.Name == baseline));
        var raw = results.Where(result => result.Name != baseline)
            .Select(result => (result.Name, Record: Compare(FinishedBySeed(result), runs, confidence)))
            .Where(pair => pair.Record is not null).ToArray();
        var corrected = HolmCorrection.Adjust([.. raw.Select(pair => pair.Record!.PValue)]);
        return raw.Zip(corrected, (pair, p) => (pair.Name, Record: pair.Record! with { HolmPValue = p }))
            .ToDictionary(pair => pair.Name, pair => pair.Record with { Verdict = Verdicts.Of(pair.Record, confidence) });
    }

    private static Dictionary<long, FinishedRun> FinishedBySeed(MethodResult result) => result.Runs
        .Where(run => run.Outcome.Run is not null).ToDictionary(run => run.Seed, run => run.Outcome.Run!);

    private static DifferenceRecord? Compare(
        Dictionary<long, FinishedRun> method, Dictionary<long, FinishedRun> baseline, double confidence)
    {
        long[] seeds = [.. method.Keys.Where(baseline.ContainsKey).Order()];
        if (seeds.Length == 0) return null;
        var test = PairedTest.Of(
            [.. seeds.Select(seed => method[seed].Summary.Test.Fused.Accuracy - baseline[seed].Summary.Test.Fused.Accuracy)], confidence);
        var samples = seeds.Select(seed => Subtract(method[seed].Correct, baseline[seed].Correct)).ToArray();
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
