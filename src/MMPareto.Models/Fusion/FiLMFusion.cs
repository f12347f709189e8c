using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Fusion;

/// <summary>Feature-wise linear modulation [Perez2018]: one modality gives a scale and a shift for each feature of the other.</summary>
/// <remarks>
/// [γ; β] = W z_i + b and z = γ ⊙ z_j + β, as the released code of [Peng2022] has it; i gives and j, the other one, is
/// modulated. γ is not 1 + …, so at the beginning it is near zero. Parameters <c>modulation.weight</c> [2 d_j, d_i], γ above
/// β, and <c>modulation.bias</c>.
/// </remarks>
public sealed class FiLMFusion : FusionModule
{
    [ComponentName(Name = "modulation")]
    private readonly Linear _modulation;

    private readonly int _giving;

    /// <summary>A fusion of two modalities.</summary>
    /// <param name="featureCounts">Features of each of the two modalities.</param>
    /// <param name="giving">The modality that gives scale and shift, 0 or 1. The joined features are as many as the other's.</param>
    /// <exception cref="ArgumentException">There are not two modalities, or the index is another.</exception>
    public FiLMFusion(IReadOnlyList<int> featureCounts, int giving = 0)
        : base(nameof(FiLMFusion), Checked(featureCounts, giving)[1 - giving])
    {
        _modulation = nn.Linear(featureCounts[giving], 2 * FeatureCount);
        _giving = giving;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(IReadOnlyList<Tensor> input)
    {
        using var scope = NewDisposeScope();
        var parts = _modulation.call(input[_giving]).chunk(2, 1);
        return (parts[0] * input[1 - _giving]).Plus(parts[1]).MoveToOuterDisposeScope();
    }

    private static IReadOnlyList<int> Checked(IReadOnlyList<int> featureCounts, int giving)
    {
        if (featureCounts.Count != 2)
            throw new ArgumentException(
                $"FiLM must have two modalities, as one modulates the other; got {featureCounts.Count}.", nameof(featureCounts));
        if (giving is not (0 or 1)) throw new ArgumentException($"giving must be 0 or 1; got {giving}.", nameof(giving));
        return featureCounts;
    }
}
