using MMPareto.Data;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>What the training loop needs of a model: features, heads, and the groups whose gradients are combined.</summary>
/// <param name="name">Name of the module, for printing.</param>
public abstract class Model(string name) : nn.Module(name)
{
    /// <summary>Names of the modalities it reads, in its order.</summary>
    public abstract IReadOnlyList<string> ModalityNames { get; }

    /// <summary>Names of the heads beside the fused one: the modalities, or the tasks.</summary>
    public abstract IReadOnlyList<string> HeadNames { get; }

    /// <summary>Whether its heads are those of several tasks on a shared trunk; it then has no fused head.</summary>
    public abstract bool IsMultitask { get; }

    /// <summary>What is predicted: one target of all heads, or in multi-task training one for each head.</summary>
    public abstract IReadOnlyList<Target> Targets { get; }

    /// <summary>Outputs of a head, c: classes, or what stands in their place; in multi-task training of the first task.</summary>
    public int ClassCount => Targets[0].OutputCount;

    /// <summary>Whether one of several classes is predicted, and nothing else.</summary>
    public bool PredictsClasses => Targets.All(target => target.Kind == TargetKind.Class);

    /// <summary>The encoders, in the order of <see cref="ModalityNames"/>.</summary>
    public abstract IReadOnlyList<Encoder> Encoders { get; }

    /// <summary>The modules whose gradients are combined, one group each: encoders, or the shared trunk.</summary>
    public abstract IReadOnlyList<(string Name, nn.Module Module)> Groups { get; }

    /// <summary>What encoders compute in while training; evaluation, heads, losses and parameters are float32. Default float32; bfloat16 is for
    /// the CPU alone, and only where <see cref="Autocast.IsAvailable"/>.</summary>
    public Precision TrainingPrecision { get; set; }

    /// <summary>Number of trained parameters.</summary>
    public long ParameterCount => parameters().DistinctBy(p => p.Handle).Where(p => p.requires_grad).Sum(p => p.numel());

    /// <summary>Features of each group.</summary>
    /// <param name="inputs">Input by name of modality, [b, …].</param>
    /// <param name="presence">Which samples have which modality; null when all have all. Features are zero where a sample lacks it, and its
    /// encoder does not see the sample.</param>
    /// <returns>[b, d_k] each, in the model's order; float32 whatever the precision.</returns>
    /// <exception cref="ArgumentException">The input of a modality is missing, or the model needs all modalities of a sample.</exception>
    /// <exception cref="NotSupportedException">It trains in bfloat16, and this libtorch cannot be asked for it.</exception>
    public IReadOnlyList<Tensor> Encode(IReadOnlyDictionary<string, Tensor> inputs, Presence? presence = null)
    {
        if (!training || TrainingPrecision == Precision.FP32) return EncodeInputs(inputs, presence);
        using var scope = NewDisposeScope();
        using var autocast = Autocast.BFloat16();
        return [.. EncodeInputs(inputs, presence).Select(features => features.to(float32).MoveToOuterDisposeScope())];
    }

    /// <summary>Logits of all heads from features.</summary>
    /// <param name="features">[b, d_k] each, in the model's order.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public abstract ModelOutput Decode(IReadOnlyList<Tensor> features, Presence? presence = null);

    /// <summary>All of the model on one batch.</summary>
    /// <param name="inputs">Input by name of modality, [b, …].</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public ModelOutput Predict(IReadOnlyDictionary<string, Tensor> inputs, Presence? presence = null) =>
        Decode(Encode(inputs, presence), presence);

    /// <summary>Features of each group, in the precision that is set; see <see cref="Encode"/>.</summary>
    /// <param name="inputs">Input by name of modality, [b, …].</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    protected abstract IReadOnlyList<Tensor> EncodeInputs(IReadOnlyDictionary<string, Tensor> inputs, Presence? presence);

    /// <summary>The input of a modality.</summary>
    /// <param name="inputs">Input by name of modality.</param>
    /// <param name="modality">Its name.</param>
    /// <exception cref="ArgumentException">It is missing.</exception>
    protected static Tensor InputOf(IReadOnlyDictionary<string, Tensor> inputs, string modality) =>
        inputs.TryGetValue(modality, out var input) ? input : throw new ArgumentException(
            $"inputs must hold modality '{modality}'; got {string.Join(", ", inputs.Keys)}.", nameof(inputs));
}
