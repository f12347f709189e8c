using System.Globalization;
using MMPareto.Experiments.Comparisons;

namespace MMPareto.Cli.Display;

/// <summary>A run of a comparison that has ended, as one line.</summary>
internal static class RunLine
{
    /// <summary><c>mmpareto, seed 0: 81.20 %</c>, or why there is no score.</summary>
    public static string Text(RunTask task, RunOutcome outcome) => $"{task.Label}: " + outcome switch
    {
        { Run: { } run } => (100 * run.Summary.Test.Fused.Accuracy).ToString("0.00 '%'", CultureInfo.InvariantCulture) + " on test",
        { Failure: { } failure } => $"failed, {failure}",
        _ => $"refused, {outcome.Refusal}",
    };
}
