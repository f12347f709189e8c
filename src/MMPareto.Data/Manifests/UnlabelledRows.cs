using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>All rows of a manifest whose classes are not known, for prediction. Every label is 0, and means nothing.</summary>
public sealed class UnlabelledRows : IPartialDataset
{
    private readonly ManifestTable _table;
    private readonly IReadOnlyList<Preprocessor> _inputs;

    private UnlabelledRows(ManifestTable table, ManifestPreprocessing preprocessing, IReadOnlyList<string> absent)
    {
        (_table, _inputs, ClassCount, Absent) = (table, preprocessing.Inputs, preprocessing.Classes.Count, absent);
        Modalities = [.. _inputs.Select(input => input.Modality)];
        IsPartial = Enumerable.Range(0, Count).Any(row => _inputs.Any(input => !input.Has(new(table, row))));
    }

    /// <inheritdoc/>
    public string Name => Path.GetFileName(_table.Path);

    /// <inheritdoc/>
    public IReadOnlyList<Modality> Modalities { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int Count => _table.Count;

    /// <inheritdoc/>
    public bool IsPartial { get; }

    /// <summary>Modalities that the manifest has no column of: they are missing in every row.</summary>
    public IReadOnlyList<string> Absent { get; }

    /// <summary>Takes the rows of a manifest.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="preprocessing">That of the run.</param>
    /// <exception cref="DataException">A column is missing while others of its modality are there, or a row has no input at all.</exception>
    public static UnlabelledRows Of(ManifestTable table, ManifestPreprocessing preprocessing)
    {
        List<string> absent = [];
        foreach (var input in preprocessing.Inputs)
        {
            string[] missing = [.. input.Columns.Where(column => !table.Has(column))];
            if (missing.Length == 0) continue;
            if (missing.Length < input.Columns.Count)
                throw new DataException($"{table.Path} must have columns {string.Join(", ", input.Columns)}; got none called {string.Join(", ", missing)}.");
            absent.Add(input.Name);
            table = table.With(missing);
        }
        if (absent.Count == preprocessing.Inputs.Count)
            throw new DataException($"{table.Path} must have columns of the run, such as {preprocessing.Inputs[0].Columns[0]}; got none of them.");
        var rows = new UnlabelledRows(table, preprocessing, absent);
        for (var row = 0; row < table.Count; row++)
            if (!rows._inputs.Any(input => input.Has(new(table, row))))
                throw new DataException($"{table.Place(row)} must have some input; got only empty cells.");
        return rows;
    }

    /// <inheritdoc/>
    public bool Has(int index, int modality) => _inputs[modality].Has(new(_table, index));

    /// <inheritdoc/>
    public int LabelOf(int index) => 0;

    /// <inheritdoc/>
    public void Read(int index, SampleDestination destination)
    {
        var row = new CellRow(_table, index);
        for (var m = 0; m < _inputs.Count; m++)
            if (_inputs[m].Has(row)) _inputs[m].Read(row, destination[m]);
    }
}
