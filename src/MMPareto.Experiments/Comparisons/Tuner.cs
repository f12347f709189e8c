using System.Globalization;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>The tuning: every combination of the tuned settings is run once for each method, with one seed apart from those
/// compared; the best accuracy on validation decides.</summary>
internal static class Tuner
{
    /// <summary>The runs that the tuning needs.</summary>
    public static IReadOnlyList<RunTask> Tasks(ComparisonPlan plan) =>
        [.. plan.Methods.SelectMany(method => method.Candidates.Select(candidate => TaskOf(method, candidate)))];

    /// <summary>What was tried and chosen; null when nothing of the method is tuned.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="method">The method.</param>
    /// <param name="outcomes">What came of the runs.</param>
    public static TuningRecord? Choose(ComparisonPlan plan, MethodPlan method, IReadOnlyDictionary<RunTask, RunOutcome> outcomes)
    {
        if (method.Candidates.Count == 0) return null;
        var byTarget = outcomes.ToDictionary(pair => pair.Key.Target, pair => pair.Value);
        TuningCandidateRecord[] candidates = [.. method.Candidates.Select(candidate => new TuningCandidateRecord(
            candidate.Settings, byTarget[Target(method, candidate)].Run?.Summary.Validation.Fused.Main))];
        var chosen = candidates.Where(candidate => candidate.ValidationAccuracy is not null)
            .MaxBy(candidate => candidate.ValidationAccuracy)?.Settings ?? []; // the first of the best
        return new TuningRecord
        {
            Budget = candidates.Length,
            Epochs = plan.TuneEpochs,
            Candidates = candidates,
            Chosen = chosen,
            AtEdge = [.. plan.Tuned.Where(key => IsAtEdge(key, chosen)).Select(key => key.Key)],
        };
    }

    /// <summary>Whether a better value may lie beyond: the smallest or largest of several numbers was chosen.</summary>
    private static bool IsAtEdge(VariedKey key, IReadOnlyList<string> chosen)
    {
        var setting = chosen.FirstOrDefault(setting => setting.StartsWith($"{key.Key}=", StringComparison.Ordinal));
        if (setting is null || key.Values.Count < 2 || !key.Values.All(value => Number(value) is not null)) return false;
        var value = Number(setting[(key.Key.Length + 1)..]);
        return value == key.Values.Min(Number) || value == key.Values.Max(Number);
    }

    private static double? Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RunTask TaskOf(MethodPlan method, TuningCandidate candidate) =>
        new(method.Name, $"{method.Name}, {candidate.Name}", Target(method, candidate), candidate.Config) { IsTrial = true };

    private static string Target(MethodPlan method, TuningCandidate candidate) => $"tuning/{method.Name}/{candidate.Name}";
}
