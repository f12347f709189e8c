namespace MMPareto.Runs.Diagnostics;

/// <summary>A linear classifier trained on the features of one frozen encoder.</summary>
/// <param name="TrainAccuracy">On the samples it was trained on.</param>
/// <param name="ValidationAccuracy">On the validation set.</param>
/// <param name="TestAccuracy">On the test set.</param>
/// <param name="Samples">Number of training samples it saw.</param>
public sealed record ProbeRecord(double TrainAccuracy, double ValidationAccuracy, double TestAccuracy, int Samples);
