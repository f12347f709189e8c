using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Cli.Display;

/// <summary>One line an epoch on standard output, for files and pipes; notices on standard error.</summary>
internal sealed class PlainDisplay(Terminal terminal, TimeProvider clock) : ITrainingDisplay
{
    private readonly EpochEstimate _estimate = new(clock);
    private int _epochs;

    /// <inheritdoc/>
    public int TestCount { get; private set; }

    /// <inheritdoc/>
    public RunFolder? Folder { get; private set; }

    /// <inheritdoc/>
    public void FolderOpened(RunFolder folder) => Folder = folder;

    /// <inheritdoc/>
    public T Show<T>(Func<ITrainingObserver, T> run) => run(this);

    /// <inheritdoc/>
    public void RunStarted(TrainingPlan plan)
    {
        (_epochs, TestCount) = (plan.Epochs, plan.TestCount);
        terminal.Out.WriteLine(PlainLines.Of(plan));
        _estimate.Begin(plan);
    }

    /// <inheritdoc/>
    public void StepFinished(int epoch, int step)
    {
        if (_estimate.After(epoch, step) is { } sentence) Note(sentence);
    }

    /// <inheritdoc/>
    public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest) =>
        terminal.Out.WriteLine(PlainLines.Of(epoch, timing, isBest, _epochs));

    /// <inheritdoc/>
    public void Note(string sentence) => terminal.Error.WriteLine($"mmpareto: {sentence}");

    /// <inheritdoc/>
    public void Abandon()
    {
    }
}
