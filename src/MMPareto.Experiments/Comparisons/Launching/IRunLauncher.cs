using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons.Launching;

/// <summary>Makes one run of a comparison; called from several threads at once.</summary>
public interface IRunLauncher
{
    /// <summary>Trains to the end.</summary>
    /// <param name="config">What to train.</param>
    /// <param name="place">A folder of its own, which the run folder is made in.</param>
    /// <param name="unfinished">The run folder in that place that an earlier run has left, to go on with; null to begin.</param>
    /// <param name="epochFinished">Told the number of each epoch that is done; from any thread.</param>
    /// <param name="stop">Ends the run as soon as may be; it is then not kept.</param>
    LaunchResult Launch(ConfigValues config, string place, string? unfinished, Action<int> epochFinished, CancellationToken stop);
}
