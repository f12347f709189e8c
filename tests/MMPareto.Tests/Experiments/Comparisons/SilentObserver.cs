using MMPareto.Experiments.Comparisons;

namespace MMPareto.Tests.Experiments.Comparisons;

internal sealed class SilentObserver : IComparisonObserver
{
    public void PhaseStarted(int finished, int missing, string what)
    {
    }

    public void RunEnded(PlannedRun run, LaunchResult result, double? accuracy)
    {
    }
}
