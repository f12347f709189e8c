using MMPareto.Experiments;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments.Comparisons;

/// <summary>Trains in this process; counts, and can be told to fail.</summary>
internal sealed class InProcessLauncher : IRunLauncher
{
    public List<string> Launched { get; } = [];

    public Func<PlannedRun, LaunchResult?> Instead { get; init; } = _ => null;

    public LaunchResult Launch(PlannedRun run, string folder, CancellationToken stop)
    {
        Launched.Add(run.Name);
        if (Instead(run) is { } result) return result;
        try
        {
            Experiment.Run(run.Config, folder, "", new RecordingObserver(), new ManualClock(), stop);
            return new(LaunchOutcome.Finished);
        }
        catch (ConfigException e)
        {
            return new(LaunchOutcome.Refused, e.Message);
        }
    }
}
