using MMPareto.Experiments.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>What a map will run; every part of it is checked.</summary>
/// <param name="Dials">What varies; one or two settings.</param>
/// <param name="Cells">A comparison for each place, the last dial fastest.</param>
/// <param name="CommandLine">The command that repeats it, for the record.</param>
public sealed record MapPlan(IReadOnlyList<VariedKey> Dials, IReadOnlyList<MapCell> Cells, string CommandLine = "");
