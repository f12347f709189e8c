using MMPareto.Runs;

namespace MMPareto.Training;

/// <summary>Sees a training run go by; called on the thread that trains.</summary>
public interface ITrainingObserver
{
    /// <summary>The run has a folder, which all that it learns is kept in; before the first step.</summary>
    /// <param name="folder">The folder.</param>
    void FolderOpened(RunFolder folder)
    {
    }

    /// <summary>All is ready, and the first step follows.</summary>
    /// <param name="plan">What will be done.</param>
    void RunStarted(TrainingPlan plan);

    /// <summary>A step is done.</summary>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    /// <param name="step">Number of the step within the epoch, from 1.</param>
    void StepFinished(int epoch, int step);

    /// <summary>An epoch is done, validated and on disk.</summary>
    /// <param name="epoch">Its results.</param>
    /// <param name="timing">What it cost.</param>
    /// <param name="isBest">Whether it is the best so far on validation.</param>
    void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest);

    /// <summary>Something that the user should know.</summary>
    /// <param name="sentence">A sentence.</param>
    void Note(string sentence);
}
