using MMPareto.Experiments.Configuration;
using MMPareto.Training;

namespace MMPareto.Experiments;

/// <summary>A balancing method that a config can name, with its settings and how it is made.</summary>
/// <param name="Name">The name in configs; its page is <c>docs/methods/NAME.md</c>.</param>
/// <param name="Family">What kind it is.</param>
/// <param name="Summary">A sentence about it.</param>
/// <param name="Reference">Key of the paper in <c>docs/references.md</c>, or empty.</param>
/// <param name="Build">Makes it from a configuration.</param>
/// <param name="Keys">Its settings, in the section <c>method</c>; methods may have some in common.</param>
public sealed record MethodEntry(
    string Name, string Family, string Summary, string Reference, Func<ConfigValues, BalancingMethod> Build,
    IReadOnlyList<ConfigKey> Keys) : CatalogEntry(Name, Family, Summary, Reference, $"methods/{Name}.md")
{
    /// <summary>Whether it serves the training of several tasks on a shared trunk as well. Default: no.</summary>
    public bool ServesTasks { get; init; }

    /// <summary>The fusion that <c>model.fusion: auto</c> stands for with this method. Default: concatenation.</summary>
    public string Fusion { get; init; } = "concatenation";

    /// <summary>The exchange between encoders that <c>model.exchange: auto</c> stands for with this method. Default: none.</summary>
    public string Exchange { get; init; } = "none";
}
