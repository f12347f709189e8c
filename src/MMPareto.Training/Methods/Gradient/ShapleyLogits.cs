using System.Numerics;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary>What each modality contributes to the fused logits: Shapley values, absent modalities having a zero input.</summary>
/// <remarks>
/// φ_k = Σ_S w(|S|) (f(S ∪ k) − f(S)) over the sets S of other modalities, w(s) = s! (n − s − 1)!/n!. Without any modality the
/// logits count as zero (no class before another), so that Σ_k φ_k = f(all) exactly; with logits of their own for all inputs
/// zero, f(∅), each φ_k would be less by f(∅)/n. That is the formula of the released code for two modalities [Li2023], and of copies of it for three.
/// </remarks>
public static class ShapleyLogits
{
    /// <summary>Most modalities, as there are 2^n − 1 sets.</summary>
    public const int LargestCount = 10;

    /// <summary>The contributions, and the logits with all modalities.</summary>
    /// <param name="fuse">Logits [b, c] from features, for example <see cref="MultimodalModel.Fuse"/>.</param>
    /// <param name="present">Features of the inputs, [b, d_k] each.</param>
    /// <param name="absent">Features of zero inputs, [1, d_k] or [b, d_k] each.</param>
    /// <returns>φ [n, b, c] and f(all) [b, c].</returns>
    public static (Tensor Contributions, Tensor All) Of(
        Func<IReadOnlyList<Tensor>, Tensor> fuse, IReadOnlyList<Tensor> present, IReadOnlyList<Tensor> absent)
    {
        using var scope = NewDisposeScope();
        var without = absent.Zip(present, (zero, feature) => zero.expand_as(feature)).ToArray();
        var sets = 1 << present.Count;
        var logits = Enumerable.Range(1, sets - 1)
            .Select(set => fuse([.. present.Select((feature, k) => Holds(set, k) ? feature : without[k])])).ToArray();
        var all = logits[^1];
        var weights = tensor(Weights(present.Count), [present.Count, sets - 1]).to(all.dtype, all.device);
        var contributions = weights.mm(stack(logits, 0).reshape(sets - 1, -1)).reshape(present.Count, all.shape[0], all.shape[1]);
        return (contributions.MoveToOuterDisposeScope(), all.MoveToOuterDisposeScope());
    }

    /// <summary>Weight of the logits of each set but the empty one in each contribution, row by row.</summary>
    private static double[] Weights(int count) =>
    [
        .. from modality in Enumerable.Range(0, count)
           from set in Enumerable.Range(1, (1 << count) - 1)
           let size = BitOperations.PopCount((uint)set)
           select Holds(set, modality) ? ShapleyWeight.Of(size - 1, count) : -ShapleyWeight.Of(size, count),
    ];

    private static bool Holds(int set, int modality) => (set >> modality & 1) == 1;
}
