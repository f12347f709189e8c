using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MMPareto.Data;

/// <summary>Some samples of a data set as tensors, one for each modality, and their labels.</summary>
/// <remarks>
/// A batch owns its tensors: making one takes them out of whatever dispose scope they are in, and disposing
/// it is the only thing that frees them.
/// </remarks>
public sealed class MultimodalBatch : IDisposable
{
    /// <summary>Takes over the tensors.</summary>
    /// <param name="inputs">By name of modality, float32 [b, …].</param>
    /// <param name="labels">Classes, int64 [b], or [b, t] with t tasks; the values of all targets, float32 [b, w], where one is no class.</param>
    /// <param name="indices">The samples' positions in their data set, length b.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    public MultimodalBatch(
        IReadOnlyDictionary<string, Tensor> inputs, Tensor labels, IReadOnlyList<int> indices, Presence? presence = null)
    {
        (Inputs, Labels, Indices, Presence) = (inputs, labels, indices, presence);
        foreach (var tensor in inputs.Values.Append(labels)) tensor.DetachFromDisposeScope();
    }

    /// <summary>Values by name of modality, float32 [b, …]; zeros where a sample lacks it.</summary>
    public IReadOnlyDictionary<string, Tensor> Inputs { get; }

    /// <summary>Classes, int64 [b], or [b, t] with t tasks; the values of all targets, float32 [b, w], where one is no class.</summary>
    public Tensor Labels { get; }

    /// <summary>The samples' positions in their data set.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>Which samples have which modality; null when all have all.</summary>
    public Presence? Presence { get; }

    /// <summary>Number of samples.</summary>
    public int Size => Indices.Count;

    /// <summary>The same samples on a device.</summary>
    /// <param name="device">Where to.</param>
    /// <returns>
    /// A batch of its own, to be disposed by the caller; this one stays valid. On the same device both share
    /// memory.
    /// </returns>
    public MultimodalBatch To(torch.Device device) => To(device, Presence);

    /// <summary>The same samples on a device, with other modalities left.</summary>
    /// <param name="device">Where to.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    /// <returns>As <see cref="To(torch.Device)"/>.</returns>
    public MultimodalBatch To(torch.Device device, Presence? presence)
    {
        var inputs = Inputs.ToDictionary(input => input.Key, input => Move(input.Value, device));
        return new MultimodalBatch(inputs, Move(Labels, device), Indices, presence);
    }

    /// <summary>Frees the tensors; more than once does no harm.</summary>
    public void Dispose()
    {
        foreach (var tensor in Inputs.Values) tensor.Dispose();
        Labels.Dispose();
    }

    private static Tensor Move(Tensor tensor, torch.Device device)
    {
        var moved = tensor.to(device);
        return ReferenceEquals(moved, tensor) ? tensor.alias() : moved;
    }
}
