using MMPareto.Runs;

namespace MMPareto.Experiments;

/// <summary>What a run has left.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Summary">The outcome; null when the run was stopped before its first epoch was whole.</param>
public sealed record ExperimentResult(RunFolder Folder, SummaryRecord? Summary)
{
    /// <summary>Whether the run had finished before, so that nothing was done.</summary>
    public bool HadFinished { get; init; }
}
