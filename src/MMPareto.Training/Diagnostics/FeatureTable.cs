using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>Features of every encoder for some samples, computed once and kept.</summary>
internal sealed class FeatureTable : IDisposable
{
    private readonly Tensor[] _features;

    private FeatureTable(Tensor[] features, Tensor labels) => (_features, Labels) = (features, labels);

    /// <summary>Features of each encoder, float64 [N, d_k], on the CPU.</summary>
    public IReadOnlyList<Tensor> Features => _features;

    /// <summary>Classes, int64 [N].</summary>
    public Tensor Labels { get; }

    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="indices">Which of them, at least one.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="stop">Ends it.</param>
    public static FeatureTable Compute(
        Model model, IMultimodalDataset dataset, int[] indices, Device device, CancellationToken stop)
    {
        if (indices.Length == 0) throw new ArgumentException($"{dataset.Name} must have samples; got none.", nameof(dataset));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        List<Tensor> labels = [];
        List<Tensor>[] parts = [.. model.Groups.Select(_ => new List<Tensor>())];
        foreach (var batch in ChosenSamples.Read(dataset, indices, device, stop))
        {
            using var owned = batch;
            using var inner = NewDisposeScope();
            var features = model.Encode(owned.Inputs, owned.Presence);
            for (var k = 0; k < parts.Length; k++) parts[k].Add(features[k].to(float64).cpu().MoveToOuterDisposeScope());
            labels.Add(owned.Labels.cpu().clone().MoveToOuterDisposeScope());
        }
        return new([.. parts.Select(part => cat(part).DetachFromDisposeScope())], cat(labels).DetachFromDisposeScope());
    }

    public void Dispose()
    {
        foreach (var features in _features) features.Dispose();
        Labels.Dispose();
    }
}
