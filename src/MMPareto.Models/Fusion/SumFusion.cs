using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Fusion;

/// <summary>The features of all modalities, each brought to a common width by a linear map, added: z = Σ_k (W_k z_k + b_k).</summary>
/// <remarks>
/// The released code of [Peng2022] maps to the logits at once; here the model's fused head follows. Parameters
/// <c>maps.K.weight</c> [d, d_k] and <c>maps.K.bias</c> [d], K from 0.
/// </remarks>
public sealed class SumFusion : FusionModule
{
    [ComponentName(Name = "maps")]
    private readonly ModuleList<Linear> _maps;

    /// <summary>A fusion of some modalities.</summary>
    /// <param name="featureCounts">Features of each modality, d_k; at least one modality.</param>
    /// <param name="featureCount">Joined features, d ≥ 1.</param>
    /// <exception cref="ArgumentException">There is no modality, or d is below 1.</exception>
    public SumFusion(IReadOnlyList<int> featureCounts, int featureCount) : base(nameof(SumFusion), featureCount)
    {
        if (featureCounts.Count == 0) throw new ArgumentException("featureCounts must have at least one entry; got none.", nameof(featureCounts));
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        _maps = [.. featureCounts.Select(count => nn.Linear(count, featureCount))];
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(IReadOnlyList<Tensor> input)
    {
        using var scope = NewDisposeScope();
        return input.Select((features, k) => _maps[k].call(features)).Aggregate((sum, next) => sum.Plus(next)).MoveToOuterDisposeScope();
    }
}
