namespace MMPareto.Experiments.Comparisons;

/// <summary>Makes a run happen.</summary>
public interface IRunLauncher
{
    /// <summary>Trains and comes back when it is over.</summary>
    /// <param name="run">What to train.</param>
    /// <param name="folder">An existing folder that the run folder is made in.</param>
    /// <param name="stop">Asks for a clean stop.</param>
    LaunchResult Launch(PlannedRun run, string folder, CancellationToken stop);
}
