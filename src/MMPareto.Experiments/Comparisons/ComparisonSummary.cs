using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Sums up finished runs: means over seeds, and differences to the baseline.</summary>
/// <param name="plan">The plan.</param>
/// <param name="batch">Tells what became of the runs.</param>
internal sealed class ComparisonSummary(ComparisonPlan plan, RunBatch batch)
{
    /// <summary>The summary.</summary>
    /// <param name="runs">The runs of each method.</param>
    /// <param name="tuned">How each method was tuned.</param>
    public ComparisonRecord Of(
        IReadOnlyDictionary<string, IReadOnlyList<PlannedRun>> runs, IReadOnlyDictionary<string, TuningRecord?> tuned)
    {
        var finished = runs.ToDictionary(each => each.Key, each => (IReadOnlyList<FinishedRun>)[.. each.Value
            .Select(run => batch.FolderOf(run) is { } folder ? FinishedRun.Read(run.Seed, folder) : null).OfType<FinishedRun>()]);
        var any = finished.Values.SelectMany(each => each).FirstOrDefault();
        var differences = Differences(finished);
        var common = CommonNotes(finished);
        return new ComparisonRecord
        {
            Experiment = plan.Config.GetText("experiment"),
            Dataset = plan.Config.GetText("data.dataset"),
            Baseline = plan.Baseline,
            Main = any?.Summary.Test.MainName ?? "fused",
            Heads = [.. any?.Summary.Test.Heads.Keys ?? []],
            Seeds = plan.Seeds,
            Epochs = plan.Config.GetInteger("training.epochs"),
            TestCount = any?.Predictions?.Count ?? 0,
            Confidence = plan.Confidence,
            Methods = [.. plan.Methods.Select(method =>
                Method(method, runs[method], finished[method], differences.GetValueOrDefault(method), tuned[method], common))],
            CommandLine = plan.CommandLine,
            Environment = any?.Environment,
            Notes = common,
        };
    }

    private ComparedMethodRecord Method(
        string name, IReadOnlyList<PlannedRun> planned, IReadOnlyList<FinishedRun> runs, DifferenceRecord? difference,
        TuningRecord? tuning, IReadOnlyList<string> common) => new()
        {
            Name = name,
            Refused = planned.Select(batch.FailureOf).FirstOrDefault(failure => failure?.Outcome == LaunchOutcome.Refused)?.Message,
            Runs = [.. planned.Select(run => Run(run, runs.FirstOrDefault(each => each.Seed == run.Seed)))],
            Accuracy = runs.Count == 0 ? new OrderedDictionary<string, MeanRecord>() : Outputs(runs),
            MacroF1 = Mean(runs, run => run.Summary.Test.Fused.MacroF1),
            LastEpochAccuracy = Mean(runs, run => run.Summary.Last.Test.Fused.Accuracy),
            ValidationAccuracy = Mean(runs, run => run.Summary.Validation.Fused.Accuracy),
            Seconds = Mean(runs, run => run.Seconds),
            Difference = difference,
            Encoders = Encoders(runs),
            Tuning = tuning,
            Notes = runs.Count == 0 ? [] : [.. runs[0].Summary.Notes.Except(common)],
        };

    private ComparedRunRecord Run(PlannedRun planned, FinishedRun? run) => new()
    {
        Seed = planned.Seed,
        Folder = run is null ? null : planned.Name,
        Failure = run is null ? batch.FailureOf(planned)?.Message ?? "not run" : null,
        BestEpoch = run?.Summary.BestEpoch ?? 0,
        Accuracy = run is null ? new OrderedDictionary<string, double>() : run.Accuracies(),
    };

    private Dictionary<string, DifferenceRecord> Differences(Dictionary<string, IReadOnlyList<FinishedRun>> finished)
    {
        var records = new Dictionary<string, DifferenceRecord>();
        foreach (var method in plan.Methods.Where(method => method != plan.Baseline))
            if (PairedDifference.Of(finished[method], finished[plan.Baseline], plan.Confidence) is { } difference)
                records.Add(method, difference);
        string[] compared = [.. records.Keys];
        var adjusted = HolmCorrection.Adjust([.. compared.Select(method => records[method].PValue)]);
        for (var i = 0; i < compared.Length; i++)
        {
            var difference = records[compared[i]] with { HolmPValue = adjusted[i] };
            records[compared[i]] = difference with { Verdict = DifferenceVerdict.Of(difference, plan.Confidence) };
        }
        return records;
    }

    private static OrderedDictionary<string, MeanRecord> Outputs(IReadOnlyList<FinishedRun> runs)
    {
        var each = runs.Select(run => run.Accuracies()).ToArray();
        return new(each[0].Keys.Select(name => KeyValuePair.Create(
            name, Sample.Summarise([.. each.Select(accuracies => accuracies[name])]))));
    }

    private static OrderedDictionary<string, ConflictRecord> Encoders(IReadOnlyList<FinishedRun> runs)
    {
        var records = new OrderedDictionary<string, ConflictRecord>();
        if (runs.Count == 0) return records;
        foreach (var name in runs[0].Summary.Encoders.Keys)
        {
            var each = runs.Select(run => run.Summary.Encoders.GetValueOrDefault(name)).ToArray();
            records.Add(name, new() { ConflictRate = each.Average(e => e?.ConflictRate), MeanCosine = each.Average(e => e?.MeanCosine) });
        }
        return records;
    }

    private static MeanRecord? Mean(IReadOnlyList<FinishedRun> runs, Func<FinishedRun, double> value) =>
        runs.Count == 0 ? null : Sample.Summarise([.. runs.Select(value)]);

    private static string[] CommonNotes(Dictionary<string, IReadOnlyList<FinishedRun>> finished)
    {
        var notes = finished.Values.SelectMany(runs => runs).Select(run => run.Summary.Notes).ToArray();
        return notes.Length == 0 ? [] : [.. notes[0].Where(note => notes.All(each => each.Contains(note)))];
    }
}
