using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>The losses of a batch, scalars.</summary>
/// <param name="Multimodal">The loss of the fused prediction; null in multi-task training, which has none.</param>
/// <param name="Heads">The loss of each modality's own head, or of each task's, in the model's order; null for one that is absent.</param>
/// <param name="Auxiliary">A loss that a method adds, which no head stands for; null for none. Gradient methods take it with
/// the multimodal loss.</param>
public sealed record Objectives(Tensor? Multimodal, IReadOnlyList<Tensor?> Heads, Tensor? Auxiliary = null)
{
    /// <summary>The multimodal loss with what a method adds to it; null when there is neither.</summary>
    public Tensor? MultimodalSide => Add(Multimodal, Auxiliary);

    /// <summary>All losses times numbers, so that the losses of micro-batches add up to that of their batch.</summary>
    /// <param name="share">The share of a micro-batch in its batch.</param>
    /// <param name="shareOfHead">Its share in the samples of the batch that a head speaks of, by number of the head.</param>
    public Objectives Times(double share, Func<int, double> shareOfHead)
    {
        if (share == 1) return this;
        static Tensor? Scaled(Tensor? loss, double factor) => loss is null || factor == 1 ? loss : loss.Times(factor);
        return new(
            Scaled(Multimodal, share), [.. Heads.Select((loss, head) => loss is null ? null : Scaled(loss, shareOfHead(head)))],
            Scaled(Auxiliary, share));
    }

    /// <summary>The plain sum of all losses.</summary>
    /// <exception cref="InvalidOperationException">There is no loss.</exception>
    public Tensor Sum() => Heads.Aggregate(MultimodalSide, Add)
        ?? throw new InvalidOperationException("objectives must have at least one loss; got none.");

    private static Tensor? Add(Tensor? sum, Tensor? loss) => sum is null ? loss : loss is null ? sum : sum.Plus(loss);
}
