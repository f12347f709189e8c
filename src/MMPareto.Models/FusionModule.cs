using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>Joins the features of all modalities into one vector a sample.</summary>
/// <param name="name">Name of the module, for printing.</param>
/// <param name="featureCount">Number of joined features, d ≥ 1.</param>
public abstract class FusionModule(string name, int featureCount) : nn.Module<IReadOnlyList<Tensor>, Tensor>(name)
{
    /// <summary>Number of joined features of a sample, d. The module maps tensors [b, d_k] to [b, d].</summary>
    public int FeatureCount { get; } = featureCount;

    /// <summary>Number of features of each modality where the joined vector is these, one after the other; null where they mix.</summary>
    public virtual IReadOnlyList<int>? Parts => null;
}
