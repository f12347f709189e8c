using MMPareto.Experiments;
using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Benchmarks.Questions;

/// <summary>A whole run with many epochs: validation, checkpoints, states and records as a user's run has them.</summary>
internal sealed class EnduranceRun : ITrainingObserver
{
    private readonly MemoryReadings _readings = new();
    private int _stepsInEpoch;

    private EnduranceRun()
    {
    }

    /// <summary>Trains in this process.</summary>
    /// <param name="what">What on.</param>
    /// <param name="settings">With which settings.</param>
    public static MemoryRun Train(string what, IReadOnlyList<string> settings)
    {
        using var folder = new WorkFolder();
        var run = new EnduranceRun();
        Experiment.Run(ExperimentSource.Read(what, settings), folder["runs"], "bench endurance", run, TimeProvider.System);
        return run._readings.ToRun();
    }

    public void RunStarted(TrainingPlan plan) => _stepsInEpoch = plan.StepsPerEpoch;

    public void StepFinished(int epoch, int step)
    {
    }

    public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest) => _readings.Take((double)epoch.Epoch * _stepsInEpoch);

    public void Note(string sentence)
    {
    }
}
