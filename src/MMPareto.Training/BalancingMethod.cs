using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>A way to balance modalities: what it changes in the one training loop, as hooks in the loop's order.</summary>
/// <remarks>As it stands it is the loop without balancing: all losses are added and trained on.</remarks>
public abstract class BalancingMethod : IDisposable
{
    /// <summary>The name in configs and tables, for example <c>mmpareto</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What readers of its numbers should know, a sentence each.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Once, before the first step.</summary>
    /// <param name="model">The model that is trained, in its final place.</param>
    public virtual void Begin(MultimodalModel model)
    {
    }

    /// <summary>Changes the features between encoders and heads; training only.</summary>
    /// <param name="features">Features of each modality, [b, d_k].</param>
    /// <param name="labels">Classes, [b].</param>
    public virtual IReadOnlyList<Tensor> ModulateFeatures(IReadOnlyList<Tensor> features, Tensor labels) => features;

    /// <summary>Logits from features; training only.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">Features of each modality, [b, d_k].</param>
    public virtual MultimodalOutput Predict(MultimodalModel model, IReadOnlyList<Tensor> features) =>
        new(features, model.Fuse(features), model.PredictEach(features));

    /// <summary>The losses of a batch: by default the mean cross-entropy of each head.</summary>
    /// <param name="output">Logits and features.</param>
    /// <param name="labels">Classes, [b].</param>
    public virtual Objectives ComputeObjectives(MultimodalOutput output, Tensor labels) =>
        new(nn.functional.cross_entropy(output.Fused, labels),
            [.. output.Unimodal.Select(logits => nn.functional.cross_entropy(logits, labels))]);

    /// <summary>Adds the gradients of a micro-batch.</summary>
    /// <param name="objectives">Its losses, times its share in the batch.</param>
    public virtual void Accumulate(Objectives objectives) => objectives.Sum().backward();

    /// <summary>Ends the accumulation of a step; gradients are then final but for clipping.</summary>
    /// <returns>What happened to each encoder; empty when nothing was measured.</returns>
    public virtual IReadOnlyList<GroupStatistics> Combine() => [];

    /// <summary>After each epoch, with its results.</summary>
    /// <param name="epoch">The results.</param>
    public virtual void AfterEpoch(EpochRecord epoch)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the method holds.</summary>
    /// <param name="disposing">Whether called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
