using MMPareto.Runs;

namespace MMPareto.Training;

/// <summary>How training ended.</summary>
/// <param name="Epochs">Epochs that were run whole; 0 when it was stopped before.</param>
/// <param name="BestEpoch">The epoch that was best on validation, from 1; 0 without one.</param>
/// <param name="StoppedBy">What ended it early; null when all epochs were run.</param>
/// <param name="BestValidation">Scores of the best epoch on validation; null without one.</param>
/// <param name="Encoders">Gradient conflict of each encoder over all measured steps.</param>
/// <param name="Notes">What readers of the results should know of the course of training, a sentence each.</param>
public sealed record TrainingOutcome(
    int Epochs, int BestEpoch, StopReason? StoppedBy, EvaluationRecord? BestValidation,
    IReadOnlyDictionary<string, ConflictRecord> Encoders, IReadOnlyList<string> Notes);
