namespace MMPareto.Data.Manifests;

/// <summary>All rows of a manifest whose labels are not known, for prediction.</summary>
/// <param name="Dataset">The rows; all values of targets are 0, and mean nothing.</param>
/// <param name="Absent">Modalities that the manifest has no column of: they are missing in every row.</param>
public sealed record UnlabelledRows(ManifestDataset Dataset, IReadOnlyList<string> Absent)
{
    /// <summary>Takes the rows of a manifest.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="preprocessing">That of the run.</param>
    /// <exception cref="DataException">A column is missing while others of its modality are there, a row has no input at all, or a network of the run is gone.</exception>
    public static UnlabelledRows Of(ManifestTable table, ManifestPreprocessing preprocessing)
    {
        List<string> absent = [];
        foreach (var input in preprocessing.Inputs)
        {
            string[] missing = [.. input.Columns.Where(column => !table.Has(column))];
            if (missing.Length == 0)
            {
                input.Prepare();
                continue;
            }
            if (missing.Length < input.Columns.Count)
                throw new DataException($"{table.Path} must have columns {CellText.Listed(input.Columns)}; got none called {CellText.Listed(missing)}.");
            absent.Add(input.Name);
            table = table.With(missing);
        }
        if (absent.Count == preprocessing.Inputs.Count)
            throw new DataException($"{table.Path} must have columns of the run, such as {CellText.Shown(preprocessing.Inputs[0].Columns[0])}; got none of them.");
        var isPartial = false;
        for (var row = 0; row < table.Count; row++)
        {
            var present = preprocessing.Inputs.Count(input => input.Has(new(table, row)));
            if (present == 0) throw new DataException($"{table.Place(row)} must have some input; got only empty cells.");
            isPartial |= present < preprocessing.Inputs.Count;
        }
        return new(
            new(Path.GetFileName(table.Path), table, [.. Enumerable.Range(0, table.Count)], [], preprocessing, null, isPartial), absent);
    }
}
