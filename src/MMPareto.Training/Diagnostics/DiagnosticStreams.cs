namespace MMPareto.Training.Diagnostics;

/// <summary>What random numbers of a diagnosis are for; far from the numbers that data sets use.</summary>
/// <remarks>A number once given keeps its meaning, else a diagnosis could not be repeated.</remarks>
internal static class DiagnosticStreams
{
    public const long Samples = 1001;
    public const long Directions = 1002;
}
