using MMPareto.Experiments.Comparisons;
using MMPareto.Runs;

namespace MMPareto.Cli.Display;

/// <summary>A run of a comparison that has ended, as one line.</summary>
internal static class RunLine
{
    /// <summary><c>mmpareto, seed 0: 81.20 % on test</c>, or why there is no score. Of a run of the tuning only the validation is told,
    /// which decides there: test is for what was chosen.</summary>
    public static string Text(RunTask task, RunOutcome outcome) => $"{task.Label}: " + outcome switch
    {
        { Run.Summary: { } summary } => task.IsTrial ? $"{Percent(summary.Validation)} on validation" : $"{Percent(summary.Test)} on test",
        { Failure: { } failure } => $"failed, {failure}",
        _ => $"refused, {outcome.Refusal}",
    };

    private static string Percent(EvaluationRecord scores) =>
        PercentText.Of(scores.Fused.Main);
}
