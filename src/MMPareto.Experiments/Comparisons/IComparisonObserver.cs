namespace MMPareto.Experiments.Comparisons;

/// <summary>Sees a comparison go by; calls may come from several threads, one at a time.</summary>
public interface IComparisonObserver
{
    /// <summary>What is there, and what is to be done.</summary>
    /// <param name="finished">Runs that are there already.</param>
    /// <param name="missing">Runs still to be made, without those of a method that turns out to be refused.</param>
    /// <param name="what">What kind of runs: <c>tuning</c> or <c>comparison</c>.</param>
    void PhaseStarted(int finished, int missing, string what);

    /// <summary>A run is over.</summary>
    /// <param name="run">The run.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="accuracy">Test accuracy of the main output, for a tuning run that on validation; null without one.</param>
    void RunEnded(PlannedRun run, LaunchResult result, double? accuracy);
}
