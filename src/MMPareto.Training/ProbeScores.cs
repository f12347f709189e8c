using MMPareto.Runs;

namespace MMPareto.Training;

/// <summary>What a model scores before or after a probe run.</summary>
/// <param name="Train">On the training samples of the probe run.</param>
/// <param name="Validation">On the validation samples.</param>
public sealed record ProbeScores(EvaluationRecord Train, EvaluationRecord Validation);
