using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>A way to balance modalities: what it changes in the one training loop, as hooks in the loop's order.</summary>
/// <remarks>As it stands it is the loop without balancing: all losses are added and trained on.</remarks>
public abstract class BalancingMethod : IStateful, IDisposable
{
    /// <summary>What <see cref="Refuse"/> of a method says of a model without a fused head.</summary>
    protected const string MultimodalOnly = "balances the modalities of one task; this model has several tasks on a shared trunk";

    /// <summary>What <see cref="Refuse"/> of a method says of a model with one modality.</summary>
    protected const string SeveralModalitiesOnly = "balances two or more modalities; this model has one";

    /// <summary>What <see cref="RefuseMissing"/> of a method says that holds modalities against each other on the same samples.</summary>
    protected const string CompleteSamplesOnly = "compares modalities on the same samples; in this data some samples lack one";

    /// <summary>What <see cref="Refuse"/> of a method says that looks at the classes of samples.</summary>
    protected const string ClassesOnly = "scores modalities by the classes of samples; this model predicts something else";

    /// <summary>The name in configs and tables, for example <c>mmpareto</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What readers of its numbers should know, a sentence each.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Why the method cannot train a model, as the end of a sentence that begins with its name; null when it can.</summary>
    /// <param name="model">The model.</param>
    public virtual string? Refuse(Model model) => null;

    /// <summary>Why the method cannot train on samples that lack a modality, as the end of a sentence that begins with its name; null when
    /// it can.</summary>
    public virtual string? RefuseMissing => null;

    /// <summary>Once, before the first step.</summary>
    /// <param name="model">The model that is trained, in its final place.</param>
    public virtual void Begin(Model model)
    {
    }

    /// <summary>Before each epoch, with what the method may look at.</summary>
    /// <param name="start">The epoch and the data.</param>
    public virtual void BeforeEpoch(EpochStart start)
    {
    }

    /// <summary>A batch from its inputs to the logits; training only. By default the three hooks below, in order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Input by name of modality, [b, …].</param>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public virtual ModelOutput Forward(Model model, IReadOnlyDictionary<string, Tensor> inputs, Tensor labels, Presence? presence) =>
        Predict(model, ModulateFeatures(model.Encode(inputs, presence), labels), presence);

    /// <summary>Changes the features between encoders and heads; training only.</summary>
    /// <param name="features">Features of each group, [b, d_k].</param>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    public virtual IReadOnlyList<Tensor> ModulateFeatures(IReadOnlyList<Tensor> features, Tensor labels) => features;

    /// <summary>Logits from features; training only.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">Features of each group, [b, d_k].</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public virtual ModelOutput Predict(Model model, IReadOnlyList<Tensor> features, Presence? presence) => model.Decode(features, presence);

    /// <summary>The losses of a batch: by default the mean loss of each head, as in <see cref="HeadLosses"/>.</summary>
    /// <param name="output">Logits and features.</param>
    /// <param name="labels">Classes, [b], or [b, t] with t tasks.</param>
    public virtual Objectives ComputeObjectives(ModelOutput output, Tensor labels) => HeadLosses.Of(output, labels);

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

    /// <summary>Names all that the method remembers from step to step, so that a run goes on exactly where it was cut off; called after
    /// <see cref="Begin"/>. A method that remembers nothing leaves it as it is.</summary>
    /// <inheritdoc/>
    public virtual void VisitState(StateArchive state)
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
