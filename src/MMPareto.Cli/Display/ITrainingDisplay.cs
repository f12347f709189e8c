using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Cli.Display;

/// <summary>Shows a training run while it goes on.</summary>
internal interface ITrainingDisplay : ITrainingObserver
{
    /// <summary>Samples in the test set, once the run has started.</summary>
    int TestCount { get; }

    /// <summary>The run folder; null before there is one.</summary>
    RunFolder? Folder { get; }

    /// <summary>Shows what a run reports while it goes on.</summary>
    /// <param name="run">The run; reports to this display.</param>
    T Show<T>(Func<ITrainingObserver, T> run);

    /// <summary>Leaves the terminal in order when the process is about to end.</summary>
    void Abandon();
}
