using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>Some rows of a manifest.</summary>
public sealed class ManifestDataset : IPartialDataset, IAugmentedDataset
{
    private readonly int[] _rows;
    private readonly LabelTable? _labels;
    private readonly IReadOnlyList<Preprocessor> _inputs;

    /// <param name="name">What messages call it.</param>
    /// <param name="table">The manifest.</param>
    /// <param name="rows">Which rows, in this order.</param>
    /// <param name="columns">What the columns are.</param>
    /// <param name="preprocessing">What makes the inputs, and the classes.</param>
    /// <param name="labels">The labels of the rows; null where they are not known, and all values of targets are 0.</param>
    /// <param name="isPartial">Whether a row of this part, or of another of the same data, lacks a modality.</param>
    internal ManifestDataset(
        string name, ManifestTable table, int[] rows, IReadOnlyList<ManifestColumn> columns, ManifestPreprocessing preprocessing,
        LabelTable? labels, bool isPartial)
    {
        (Name, Table, _rows, Columns, IsPartial) = (name, table, rows, columns, isPartial);
        (Preprocessing, _labels, _inputs) = (preprocessing, labels, preprocessing.Inputs);
        Targets = [.. preprocessing.Labels.Select(label => label.Target)];
        Modalities = [.. _inputs.Select(input => input.Modality)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The manifest.</summary>
    public ManifestTable Table { get; }

    /// <summary>What the columns are.</summary>
    public IReadOnlyList<ManifestColumn> Columns { get; }

    /// <summary>What makes the inputs, and the classes.</summary>
    public ManifestPreprocessing Preprocessing { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <inheritdoc/>
    public int ClassCount => Targets[0].OutputCount;

    /// <inheritdoc/>
    public IReadOnlyList<Target> Targets { get; }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public bool IsPartial { get; }

    /// <inheritdoc/>
    public bool IsAugmented => AugmentationSeed is not null;

    /// <summary>Decides, with epoch and sample, how training sees images and frames; null to see them as they are.</summary>
    internal long? AugmentationSeed { get; init; }

    /// <summary>The row of the manifest that a sample stands in.</summary>
    /// <param name="index">The sample, from 0.</param>
    public int RowOf(int index) => _rows[index];

    /// <inheritdoc/>
    public bool Has(int index, int modality) => _inputs[modality].Has(new(Table, _rows[index]));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The first target is no class.</exception>
    public int LabelOf(int index)
    {
        if (Targets[0].Kind != TargetKind.Class) throw new InvalidOperationException($"LabelOf needs classes; {Name} has targets of another kind.");
        Span<float> values = stackalloc float[1];
        _labels?.Columns[0].Read(_rows[index], Preprocessing.Labels[0], values);
        return (int)values[0];
    }

    /// <inheritdoc/>
    public void ReadTargets(int index, Span<float> values)
    {
        if (_labels is null) values.Clear();
        else _labels.Read(_rows[index], Preprocessing.Labels, values);
    }

    /// <inheritdoc/>
    public void Read(int index, SampleDestination destination)
    {
        var row = new CellRow(Table, _rows[index]);
        for (var m = 0; m < _inputs.Count; m++)
            if (_inputs[m].Has(row)) _inputs[m].Read(row, destination[m]);
    }

    /// <inheritdoc/>
    public void Read(int index, int epoch, SampleDestination destination)
    {
        if (AugmentationSeed is not { } seed)
        {
            Read(index, destination);
            return;
        }
        var row = new CellRow(Table, _rows[index]);
        for (var m = 0; m < _inputs.Count; m++)
            if (_inputs[m].Has(row)) _inputs[m].ReadAugmented(row, new(seed, RandomStreams.Augmentation, epoch, index, m), destination[m]);
    }
}
