using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>Some rows of a manifest.</summary>
public sealed class ManifestDataset : IPartialDataset
{
    private readonly int[] _rows;
    private readonly Func<int, int> _classOf;
    private readonly IReadOnlyList<Preprocessor> _inputs;

    /// <param name="name">What messages call it.</param>
    /// <param name="table">The manifest.</param>
    /// <param name="rows">Which rows, in this order.</param>
    /// <param name="columns">What the columns are.</param>
    /// <param name="preprocessing">What makes the inputs, and the classes.</param>
    /// <param name="classOf">The class of a row of the manifest.</param>
    /// <param name="isPartial">Whether a row of this part, or of another of the same data, lacks a modality.</param>
    internal ManifestDataset(
        string name, ManifestTable table, int[] rows, IReadOnlyList<ManifestColumn> columns, ManifestPreprocessing preprocessing,
        Func<int, int> classOf, bool isPartial)
    {
        (Name, Table, _rows, Columns, IsPartial) = (name, table, rows, columns, isPartial);
        (Preprocessing, _classOf, _inputs) = (preprocessing, classOf, preprocessing.Inputs);
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
    public int ClassCount => Preprocessing.Classes.Count;

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public bool IsPartial { get; }

    /// <summary>The row of the manifest that a sample stands in.</summary>
    /// <param name="index">The sample, from 0.</param>
    public int RowOf(int index) => _rows[index];

    /// <inheritdoc/>
    public bool Has(int index, int modality) => _inputs[modality].Has(new(Table, _rows[index]));

    /// <inheritdoc/>
    public int LabelOf(int index) => _classOf(_rows[index]);

    /// <inheritdoc/>
    public void Read(int index, SampleDestination destination)
    {
        var row = new CellRow(Table, _rows[index]);
        for (var m = 0; m < _inputs.Count; m++)
            if (_inputs[m].Has(row)) _inputs[m].Read(row, destination[m]);
    }
}
