using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Experiments;

/// <summary>Passes the results of epochs on.</summary>
/// <param name="progress">Receives them; null for nobody.</param>
internal sealed class EpochProgress(IProgress<EpochRecord>? progress) : ITrainingObserver
{
    public void RunStarted(TrainingPlan plan)
    {
    }

    public void StepFinished(int epoch, int step)
    {
    }

    public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest) => progress?.Report(epoch);

    public void Note(string sentence)
    {
    }
}
