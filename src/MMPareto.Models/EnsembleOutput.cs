using MMPareto.Data;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>The output of an ensemble: the mean of its heads' probabilities, or of their numbers, over the modalities that a sample has.</summary>
internal static class EnsembleOutput
{
    /// <param name="heads">[b, c] each.</param>
    /// <param name="logWeights">Logarithms of weights that sum to 1 over the heads, [k, b, 1]; null for equal ones. Not kept.</param>
    /// <param name="kind">What is predicted.</param>
    /// <returns>[b, c]: for classes and labels logits, computed without leaving the logarithm.</returns>
    public static Tensor Of(IReadOnlyList<Tensor> heads, Tensor? logWeights, TargetKind kind)
    {
        using var scope = NewDisposeScope();
        var all = stack(heads, 0);
        var weights = logWeights?.to(all.dtype, all.device);
        Tensor LogMean(Tensor logs) => weights is null ? logs.logsumexp(0).Plus(-Math.Log(heads.Count)) : logs.Plus(weights).logsumexp(0);
        var output = kind switch
        {
            TargetKind.Class => LogMean(nn.functional.log_softmax(all, 2)),
            TargetKind.MultiLabel => LogMean(nn.functional.logsigmoid(all)).Plus(LogMean(nn.functional.logsigmoid(all.neg())).neg()),
            _ => weights is null ? all.mean([0]) : all.mul(weights.exp()).sum(0),
        };
        return output.MoveToOuterDisposeScope();
    }
}
