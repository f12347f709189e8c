using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs;

namespace MMPareto.Reports.RunPages;

/// <summary>The report on one run.</summary>
internal static class RunPage
{
    /// <summary>Puts it together.</summary>
    public static Page Build(RunSource run) => new()
    {
        Title = $"{run.Experiment}: {run.Method}, seed {run.Seed}",
        Subtitle = Subtitle(run),
        Sections =
        [
            RunOutcome.Build(run),
            RunCurves.Build(run),
            RunGradients.Build(run),
            RunDiagnostics.Build(run),
            RunSetup.Build(run),
        ],
    };

    private static string Subtitle(RunSource run)
    {
        var epochs = run.Epochs.Count == 1 ? "1 epoch" : $"{Number.Whole(run.Epochs.Count)} epochs";
        var state = run.Summary switch
        {
            null => "unfinished: the run goes on or was cut off",
            { Status: RunStatus.Finished } => "finished",
            { StoppedBy: StopReason.TimeLimit } => "stopped by its time limit",
            { StoppedBy: StopReason.EarlyStopping } => "stopped early, as validation no longer improved",
            _ => "stopped by the user",
        };
        return $"Data set {run.Dataset}, {epochs}, {state}.";
    }
}
