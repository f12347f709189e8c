using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MMPareto.Data.Loading;

/// <summary>
/// Reads chosen samples of a data set into one batch, straight into the memory of its tensors.
/// </summary>
public sealed class BatchReader
{
    private readonly IMultimodalDataset _dataset;
    private readonly Modality[] _modalities;
    private readonly int[] _lengths;
    private readonly IReadOnlyList<Target> _targets;
    private readonly int _valueCount;
    private readonly IPartialDataset? _partial;
    private readonly IAugmentedDataset? _augmented;

    /// <summary>A reader for one data set; safe to use from several threads.</summary>
    /// <param name="dataset">What to read.</param>
    /// <exception cref="ArgumentException">
    /// The data set has no modality, or two of one name, or an empty one.
    /// </exception>
    public BatchReader(IMultimodalDataset dataset)
    {
        _dataset = dataset;
        _targets = dataset.Targets;
        _valueCount = _targets.Sum(target => target.ValueCount);
        _partial = dataset is IPartialDataset { IsPartial: true } partial ? partial : null;
        _augmented = dataset is IAugmentedDataset { IsAugmented: true } augmented ? augmented : null;
        _modalities = [.. dataset.Modalities];
        _lengths = [.. _modalities.Select(modality => modality.Length)];
        new OptionProblems()
            .Require(
                _modalities.Length > 0 && _modalities.DistinctBy(m => m.Name).Count() == _modalities.Length,
                $"The modalities of {dataset.Name}", "be one or more of different names",
                string.Join(", ", _modalities.Select(modality => modality.Name)))
            .Require(
                _lengths.All(length => length > 0),
                $"Every modality of {dataset.Name}", "have at least one value",
                string.Join<Modality>(", ", _modalities))
            .ThrowIfAny();
    }

    /// <summary>Reads samples.</summary>
    /// <param name="indices">Which, in this order; at least one.</param>
    /// <param name="cancellationToken">Looked at between samples.</param>
    /// <returns>A batch to be disposed by the caller, outside any dispose scope.</returns>
    /// <exception cref="DataException">A sample could not be read; the message names it.</exception>
    public MultimodalBatch Read(IReadOnlyList<int> indices, CancellationToken cancellationToken = default) =>
        Read(indices, view: null, cancellationToken);

    /// <summary>Reads samples as an epoch of training sees them.</summary>
    /// <param name="indices">Which, in this order; at least one.</param>
    /// <param name="view">Number of the epoch, where samples are seen differently in each; null for samples as they are.</param>
    /// <param name="cancellationToken">Looked at between samples.</param>
    /// <returns>A batch to be disposed by the caller, outside any dispose scope.</returns>
    /// <exception cref="DataException">A sample could not be read; the message names it.</exception>
    public MultimodalBatch Read(IReadOnlyList<int> indices, int? view, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(indices.Count);
        using var scope = torch.NewDisposeScope();
        var tensors = Array.ConvertAll(_modalities, modality => Allocate(modality, indices.Count));
        var labels = new float[indices.Count * _valueCount];
        var rows = Array.ConvertAll(tensors, tensor => new TensorMemory(tensor).Memory);
        var sample = new Memory<float>[rows.Length];
        for (var row = 0; row < indices.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var m = 0; m < rows.Length; m++) sample[m] = rows[m].Slice(row * _lengths[m], _lengths[m]);
            ReadSample(indices[row], view, new SampleDestination(sample), labels.AsSpan(row * _valueCount, _valueCount));
        }
        return new MultimodalBatch(ByName(tensors), Shaped(labels, indices.Count), indices, PresenceOf(indices));
    }

    private void ReadSample(int index, int? view, SampleDestination destination, Span<float> labels)
    {
        try
        {
            if (_augmented is not null && view is { } epoch) _augmented.Read(index, epoch, destination);
            else _dataset.Read(index, destination);
            _dataset.ReadTargets(index, labels);
            CheckTargets(labels);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new DataException($"Sample {index} of {_dataset.Name} cannot be read: {e.Message}", e);
        }
    }

    private void CheckTargets(ReadOnlySpan<float> labels)
    {
        var start = 0;
        foreach (var target in _targets)
        {
            foreach (var value in labels.Slice(start, target.ValueCount))
                if (target.Kind == TargetKind.Number ? !float.IsFinite(value) : !(value >= 0 && value < (target.Kind == TargetKind.Class ? target.OutputCount : 2)))
                    throw new DataException(target.Kind switch
                    {
                        TargetKind.Class => FormattableString.Invariant($"{target.Name} must be from 0 to {target.OutputCount - 1}; got {value}."),
                        TargetKind.MultiLabel => FormattableString.Invariant($"{target.Name} must hold 0 and 1; got {value}."),
                        _ => FormattableString.Invariant($"{target.Name} must be a finite number; got {value}."),
                    });
            start += target.ValueCount;
        }
    }

    /// <summary>As whole numbers where all targets are classes.</summary>
    private Tensor Shaped(float[] labels, int count)
    {
        if (_targets.Any(target => target.Kind != TargetKind.Class)) return torch.tensor(labels, [count, _valueCount]);
        var classes = Array.ConvertAll(labels, label => (long)label);
        return _targets.Count == 1 ? torch.tensor(classes) : torch.tensor(classes, [count, _valueCount]);
    }

    /// <summary>Which of the samples have which modality; null when all have all.</summary>
    private Presence? PresenceOf(IReadOnlyList<int> indices)
    {
        if (_partial is null) return null;
        var has = _modalities.Select((modality, m) => KeyValuePair.Create(
            modality.Name, indices.Select(index => _partial.Has(index, m)).ToArray())).ToDictionary();
        return has.Values.All(samples => samples.All(present => present)) ? null : new Presence(has);
    }

    private Tensor Allocate(Modality modality, int count) => _partial is null
        ? torch.empty([count, .. modality.Shape], torch.float32) : torch.zeros([count, .. modality.Shape], torch.float32);

    private Dictionary<string, Tensor> ByName(Tensor[] tensors) =>
        _modalities.Zip(tensors).ToDictionary(pair => pair.First.Name, pair => pair.Second);
}
