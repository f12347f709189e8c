namespace MMPareto.Training;

/// <summary>How long a probe run is, and on which samples.</summary>
/// <param name="Epochs">Epochs of training, at least 1.</param>
/// <param name="Samples">Training samples to train and score on, and validation samples to score on, at most; 0 for all. Which
/// ones follows from the training seed.</param>
public sealed record ProbeOptions(int Epochs = 1, int Samples = 0);
