namespace MMPareto.Experiments.Comparisons;

/// <summary>Sees a comparison go by; called from the threads of its runs, one call at a time.</summary>
public interface IComparisonObserver
{
    /// <summary>Some runs are about to be made; the tuning and the comparison itself come one after the other.</summary>
    /// <param name="tasks">All that are needed.</param>
    /// <param name="finished">How many of these were there already.</param>
    /// <param name="remainingEpochs">Epochs of the others together.</param>
    void RunsPlanned(IReadOnlyList<RunTask> tasks, int finished, int remainingEpochs);

    /// <summary>A run begins.</summary>
    /// <param name="task">The run.</param>
    void RunStarted(RunTask task);

    /// <summary>An epoch of a run is done.</summary>
    /// <param name="task">The run.</param>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    void EpochFinished(RunTask task, int epoch);

    /// <summary>A run has ended, or its method is known to be refused.</summary>
    /// <param name="task">The run.</param>
    /// <param name="outcome">How.</param>
    void RunEnded(RunTask task, RunOutcome outcome);
}
