using System.Globalization;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Chooses settings of a method on validation.</summary>
internal static class Tuning
{
    /// <summary>The settings with the best validation accuracy of the main output; of equal ones the first.</summary>
    /// <param name="points">Settings and run of each candidate.</param>
    /// <param name="batch">Tells what became of the runs.</param>
    /// <returns>Null when there was nothing to tune.</returns>
    public static TuningRecord? Choose(IReadOnlyList<(IReadOnlyList<string> Settings, PlannedRun Run)> points, RunBatch batch)
    {
        if (points.Count == 0) return null;
        TuningCandidateRecord[] candidates = [.. points.Select(point => new TuningCandidateRecord(
            point.Settings, batch.FolderOf(point.Run) is { } folder ? new RunReader(folder).ReadSummary().Validation.Fused.Accuracy : null))];
        var best = candidates.Where(candidate => candidate.ValidationAccuracy is not null).MaxBy(candidate => candidate.ValidationAccuracy);
        return new TuningRecord
        {
            Budget = candidates.Length,
            Epochs = points[0].Run.Config.GetInteger("training.epochs"),
            Candidates = candidates,
            Chosen = best?.Settings ?? [],
            AtEdge = best is null ? [] : [.. best.Settings.Where((_, key) => IsAtEdge(candidates, best, key)).Select(KeyOf)],
        };
    }

    /// <summary>Whether the chosen value is the smallest or the largest of those tried.</summary>
    private static bool IsAtEdge(TuningCandidateRecord[] candidates, TuningCandidateRecord best, int key)
    {
        var values = candidates.Select(candidate => NumberIn(candidate.Settings[key])).Distinct().Order().ToArray();
        return values.Length > 1 && (NumberIn(best.Settings[key]) == values[0] || NumberIn(best.Settings[key]) == values[^1]);
    }

    private static string KeyOf(string setting) => setting.Split('=', 2)[0];

    private static double NumberIn(string setting) =>
        double.TryParse(setting.Split('=', 2)[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
