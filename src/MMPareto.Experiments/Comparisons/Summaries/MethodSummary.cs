using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Summaries;

/// <summary>Sums up the runs of one method.</summary>
internal static class MethodSummary
{
    public static ComparedMethodRecord Build(MethodResult result, DifferenceRecord? difference, IReadOnlyList<string> notes)
    {
        FinishedRun[] runs = [.. ComparisonSummary.RunsOf(result)];
        MeanRecord? Mean(Func<SummaryRecord, double> value) => Moments.Summarise([.. runs.Select(run => value(run.Summary))]);
        return new ComparedMethodRecord
        {
            Name = result.Name,
            Refused = result.Refused,
            Runs = [.. result.Runs.Select(run => RecordOf(run.Seed, run.Outcome))],
            Accuracy = MeansByKey(runs.Select(run => AccuracyOf(run.Summary.Test))),
            MacroF1 = runs.All(run => run.Summary.Test.Fused.MacroF1 is not null) ? Mean(summary => summary.Test.Fused.MacroF1!.Value) : null,
            LastEpochAccuracy = Mean(summary => summary.Last.Test.Fused.Main),
            ValidationAccuracy = Mean(summary => summary.Validation.Fused.Main),
            Seconds = Moments.Summarise([.. runs.Select(run => run.Seconds)]),
            Difference = difference,
            Encoders = ConflictOf(runs),
            Tuning = result.Tuning,
            Notes = notes,
        };
    }

    private static ComparedRunRecord RecordOf(long seed, RunOutcome outcome) => outcome.Run is { } run
        ? new() { Seed = seed, Folder = run.Target, BestEpoch = run.Summary.BestEpoch, Accuracy = AccuracyOf(run.Summary.Test) }
        : new() { Seed = seed, Failure = outcome.Failure, Accuracy = new Dictionary<string, double>() };

    /// <summary>By output, the main one first.</summary>
    private static Dictionary<string, double> AccuracyOf(EvaluationRecord scores)
    {
        var accuracy = new Dictionary<string, double> { [scores.MainName] = scores.Fused.Main };
        foreach (var (head, score) in scores.Heads) accuracy[head] = score.Main;
        return accuracy;
    }

    private static Dictionary<string, MeanRecord> MeansByKey(IEnumerable<Dictionary<string, double>> runs) => runs
        .SelectMany(run => run).GroupBy(pair => pair.Key, pair => pair.Value)
        .ToDictionary(group => group.Key, group => Moments.Summarise([.. group])!);

    private static Dictionary<string, ConflictRecord> ConflictOf(FinishedRun[] runs) => runs
        .SelectMany(run => run.Summary.Encoders).GroupBy(pair => pair.Key, pair => pair.Value)
        .ToDictionary(group => group.Key, group => new ConflictRecord
        {
            ConflictRate = group.Average(encoder => encoder.ConflictRate), // without what was not measured
            MeanCosine = group.Average(encoder => encoder.MeanCosine),
        });
}
