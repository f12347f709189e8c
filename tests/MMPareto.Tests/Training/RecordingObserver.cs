using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Tests.Training;

/// <summary>Writes down what it sees, and can do something at each step and epoch.</summary>
internal sealed class RecordingObserver : ITrainingObserver
{
    public List<string> Calls { get; init; } = [];

    public Action OnRun { get; init; } = () => { };

    public Action<int, int> OnStep { get; init; } = (_, _) => { };

    public Action<EpochRecord> OnEpoch { get; init; } = _ => { };

    public TrainingPlan? Plan { get; private set; }

    public List<TimingRecord> Timings { get; } = [];

    public List<string> Notes { get; } = [];

    public void RunStarted(TrainingPlan plan)
    {
        Calls.Add("run");
        Plan = plan;
        OnRun();
    }

    public void StepFinished(int epoch, int step)
    {
        Calls.Add($"step {epoch}.{step}");
        OnStep(epoch, step);
    }

    public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest)
    {
        Calls.Add($"epoch {epoch.Epoch}{(isBest ? " best" : "")}");
        Timings.Add(timing);
        OnEpoch(epoch);
    }

    public void Note(string sentence) => Notes.Add(sentence);
}
