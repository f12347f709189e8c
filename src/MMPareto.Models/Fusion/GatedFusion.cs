using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Fusion;

/// <summary>One modality opens and closes gates for the features of the other, after [Kiela2018].</summary>
/// <remarks>
/// z = σ(W_i z_i + b_i) ⊙ (W_j z_j + b_j), as the released code of [Peng2022] has it; i gates and j is the other one.
/// Parameters <c>maps.K.weight</c> [d, d_K] and <c>maps.K.bias</c> [d], K the modality, 0 or 1.
/// </remarks>
public sealed class GatedFusion : FusionModule
{
    [ComponentName(Name = "maps")]
    private readonly ModuleList<Linear> _maps;

    private readonly int _gating;

    /// <summary>A fusion of two modalities.</summary>
    /// <param name="featureCounts">Features of each of the two modalities.</param>
    /// <param name="featureCount">Joined features, d ≥ 1.</param>
    /// <param name="gating">The modality that gates, 0 or 1.</param>
    /// <exception cref="ArgumentException">There are not two modalities, or a number is out of its range.</exception>
    public GatedFusion(IReadOnlyList<int> featureCounts, int featureCount, int gating = 0) : base(nameof(GatedFusion), featureCount)
    {
        if (featureCounts.Count != 2)
            throw new ArgumentException(
                $"a gated fusion must have two modalities, as one gates the other; got {featureCounts.Count}.", nameof(featureCounts));
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (gating is not (0 or 1)) throw new ArgumentException($"gating must be 0 or 1; got {gating}.", nameof(gating));
        _maps = [.. featureCounts.Select(count => nn.Linear(count, featureCount))];
        _gating = gating;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(IReadOnlyList<Tensor> input)
    {
        using var scope = NewDisposeScope();
        var (gating, gated) = (_maps[_gating].call(input[_gating]), _maps[1 - _gating].call(input[1 - _gating]));
        return (gating.sigmoid() * gated).MoveToOuterDisposeScope();
    }
}
