namespace MMPareto.Runs;

/// <summary>How the main output did on the samples that have exactly some modalities.</summary>
/// <param name="Samples">How many there are.</param>
/// <param name="Accuracy">Fraction of them classified rightly, from 0 to 1.</param>
public sealed record PatternRecord(long Samples, double Accuracy);
