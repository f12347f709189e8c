namespace MMPareto.Experiments;

/// <summary>An experiment that comes with the program.</summary>
/// <param name="Name">What <c>mmpareto train</c> calls it.</param>
/// <param name="Summary">A sentence about it.</param>
/// <param name="Yaml">Its configuration, as in <c>configs/NAME.yaml</c>.</param>
public sealed record BuiltInExperiment(string Name, string Summary, string Yaml);
