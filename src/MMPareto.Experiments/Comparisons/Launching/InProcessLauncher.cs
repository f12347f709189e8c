using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Experiments.Comparisons.Launching;

/// <summary>Trains in this process: for tests and small studies. One run at a time, as libtorch's threads and the
/// generator of first weights belong to the process; and a native abort ends them all.</summary>
/// <param name="clock">Time for names of folders and timings.</param>
public sealed class InProcessLauncher(TimeProvider clock) : IRunLauncher
{
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public LaunchResult Launch(ConfigValues config, string place, string? unfinished, Action<int> epochFinished, CancellationToken stop)
    {
        lock (_gate)
        {
            try
            {
                var observer = new Observer(epochFinished);
                var result = unfinished is null ? Experiment.Run(config, place, "mmpareto compare", observer, clock, stop)
                    : Experiment.Resume(RunFolder.Open(unfinished), [], observer, clock, stop);
                return result.Summary is not null ? new(LaunchState.Finished, result.Folder.FullPath) : new(LaunchState.Stopped);
            }
            catch (ConfigException e)
            {
                return new(LaunchState.Refused, Message: string.Join(' ', e.Problems));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return new(LaunchState.Failed, Message: e.Message.Split('\n')[0].Trim());
            }
        }
    }

    private sealed class Observer(Action<int> epochFinished) : ITrainingObserver
    {
        public void RunStarted(TrainingPlan plan)
        {
        }

        public void StepFinished(int epoch, int step)
        {
        }

        public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest) => epochFinished(epoch.Epoch);

        public void Note(string sentence)
        {
        }
    }
}
