using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The difference of a method to the baseline over the seeds that both have finished.</summary>
internal static class PairedDifference
{
    /// <returns>Null when no seed has finished for both; its correction and verdict are still to come.</returns>
    public static DifferenceRecord? Of(IReadOnlyList<FinishedRun> method, IReadOnlyList<FinishedRun> baseline, double confidence)
    {
        (FinishedRun Method, FinishedRun Baseline)[] pairs =
            [.. method.Join(baseline, run => run.Seed, run => run.Seed, (own, other) => (own, other))];
        if (pairs.Length == 0) return null;
        double[] differences = [.. pairs.Select(pair => pair.Method.Summary.Test.Fused.Accuracy - pair.Baseline.Summary.Test.Fused.Accuracy)];
        var test = PairedTTest.Of(differences, confidence);
        return new DifferenceRecord
        {
            Mean = Sample.Mean(differences),
            Count = pairs.Length,
            PairedInterval = test.Interval,
            BootstrapInterval = pairs.All(pair => pair.Method.Predictions is not null && pair.Baseline.Predictions is not null)
                ? PairedBootstrap.Interval([.. pairs.Select(pair => BySample(pair.Method.Predictions!, pair.Baseline.Predictions!))], confidence)
                : null,
            PValue = test.PValue,
            EffectSize = test.EffectSize,
            Verdict = DifferenceVerdict.WithinNoise,
        };
    }

    private static double[] BySample(PredictionTable method, PredictionTable baseline) =>
        [.. method.MainCorrect().Zip(baseline.MainCorrect(), (own, other) => own - other)];
}
