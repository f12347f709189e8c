using System.Text.Json.Serialization;

namespace MMPareto.Data.Manifests.Labels;

/// <summary>What a label column is, as far as it was learnt from the rows.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Kind">What is predicted.</param>
public sealed record ManifestLabel(string Column, TargetKind Kind)
{
    /// <summary>What heads and tables call it: the column's name in plain characters.</summary>
    public string Name { get; init; } = Column;

    /// <summary>Names of the classes or labels, in the order of the outputs; none for a number.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Mean of a number over training rows.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of a number over training rows, with n; 1 where all are equal.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>What models are told of it.</summary>
    [JsonIgnore]
    public Target Target => new(Name, Kind, Kind == TargetKind.Number ? 1 : Names.Count) { Mean = Mean, Deviation = Deviation };
}
