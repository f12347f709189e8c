using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Summaries;

/// <summary>What a reader of the numbers should know.</summary>
internal static class ComparisonNotes
{
    /// <summary>Notes of runs that every method has, such as those on the data.</summary>
    public static IReadOnlyList<string> CommonTo(IReadOnlyList<MethodResult> results)
    {
        var each = results.Select(NotesOf).Where(notes => notes.Length > 0).ToArray();
        var finished = results.Count(result => ComparisonSummary.RunsOf(result).Any());
        return each.Length < finished || finished < 2 ? [] : [.. each[0].Where(note => each.All(notes => notes.Contains(note)))];
    }

    /// <summary>Notes on one method, without those on all.</summary>
    public static IReadOnlyList<string> On(MethodResult result, IReadOnlyList<string> common)
    {
        var failed = result.Runs.Where(run => run.Outcome.Failure is not null)
            .Select(run => FormattableString.Invariant($"Seed {run.Seed} failed: {run.Outcome.Failure!.TrimEnd('.')}."));
        string[] notes = [.. NotesOf(result).Except(common), .. failed, .. OnStops(result)];
        return result.Tuning is { } tuning ? [.. notes, .. OnTuning(tuning)] : notes;
    }

    /// <summary>Notes on the whole comparison.</summary>
    public static IReadOnlyList<string> OnAll(
        ComparisonPlan plan, IReadOnlyList<MethodResult> results, IReadOnlyList<DifferenceRecord> differences,
        IReadOnlyList<string> common)
    {
        var notes = new List<string>(common);
        if (plan.Seeds.Count < Verdicts.EnoughSeeds)
            notes.Add(FormattableString.Invariant($"With fewer than {Verdicts.EnoughSeeds} seeds no difference is more than likely."));
        if (!ComparisonSummary.RunsOf(results.First(result => result.Name == plan.Baseline)).Any())
            notes.Add($"The baseline, {plan.Baseline}, has no finished run, so there is no difference to it.");
        if (differences.Any(difference => difference.BootstrapInterval is null))
            notes.Add("The bootstrap interval is missing where a run has no predictions.csv.");
        if (results.SelectMany(ComparisonSummary.RunsOf).FirstOrDefault()?.Summary.Test.Fused.MainMetric is { } metric and not MetricNames.Accuracy)
            notes.Add($"What is called accuracy here is {metric}.");
        if (plan.Tuned.Count > 0)
            notes.Add(FormattableString.Invariant(
                $"Tuned on validation with seed {plan.TuningSeed}, which is none of the seeds compared: {string.Join(", ", plan.Tuned.Select(key => key.Key))}."));
        return notes;
    }

    private static string[] NotesOf(MethodResult result) =>
        [.. ComparisonSummary.RunsOf(result).SelectMany(run => run.Summary.Notes).Distinct().Select(Sentence)];

    private static IEnumerable<string> OnStops(MethodResult result)
    {
        var reasons = ComparisonSummary.RunsOf(result).Select(run => run.Summary.StoppedBy).OfType<StopReason>().ToArray();
        if (reasons.Contains(StopReason.TimeLimit)) yield return "Some runs ended at the time limit.";
        if (reasons.Contains(StopReason.EarlyStopping)) yield return "Some runs ended early, as validation no longer improved.";
    }

    private static IEnumerable<string> OnTuning(TuningRecord tuning)
    {
        if (tuning.Chosen.Count == 0) yield break;
        var runs = tuning.Budget == 1 ? "1 run" : FormattableString.Invariant($"{tuning.Budget} runs");
        yield return $"Tuned in {runs}: {string.Join(", ", tuning.Chosen)}.";
        if (tuning.AtEdge.Count > 0)
            yield return $"Chosen at the edge of what was tried, so a better value may lie beyond: {string.Join(", ", tuning.AtEdge)}.";
    }

    private static string Sentence(string note) => note.EndsWith('.') ? note : note + ".";
}
