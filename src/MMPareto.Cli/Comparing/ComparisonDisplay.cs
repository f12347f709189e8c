using System.Globalization;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons;

namespace MMPareto.Cli.Comparing;

/// <summary>A line for each run of a comparison as it ends, with the time left.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="plan">The comparison.</param>
/// <param name="clock">Time for the time left.</param>
internal sealed class ComparisonDisplay(Terminal terminal, ComparisonPlan plan, TimeProvider clock) : IComparisonObserver
{
    private int _total;
    private int _ended;
    private long _started;

    /// <inheritdoc/>
    public void PhaseStarted(int finished, int missing, string what)
    {
        (_total, _ended, _started) = (missing, 0, clock.GetTimestamp());
        var there = finished == 0 ? "" : Text($", {finished} are there already");
        var jobs = plan.Jobs == 1 ? "one at a time" : Text($"{plan.Jobs} at a time");
        terminal.Error.WriteLine(missing == 0
            ? Text($"mmpareto: {what}: all {finished} runs are there.")
            : Text($"mmpareto: {what}: {missing} runs to make{there}, {jobs}, {plan.Config.GetInteger("training.threads")} threads each."));
    }

    /// <inheritdoc/>
    public void RunEnded(PlannedRun run, LaunchResult result, double? accuracy)
    {
        _ended++;
        var outcome = result.Outcome switch
        {
            LaunchOutcome.Finished => string.Create(CultureInfo.InvariantCulture, $"{100 * accuracy:0.0} %"),
            LaunchOutcome.Stopped => "stopped",
            LaunchOutcome.Refused => $"refused: {result.Message}",
            _ => $"failed: {result.Message}",
        };
        var left = clock.GetElapsedTime(_started) / _ended * (_total - _ended);
        var rest = _ended == _total || result.Outcome == LaunchOutcome.Stopped ? "" : $", about {Durations.Rough(left)} left";
        terminal.Error.WriteLine(Text($"mmpareto: {_ended}/{_total} {run.Name[(run.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}: {outcome}{rest}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
