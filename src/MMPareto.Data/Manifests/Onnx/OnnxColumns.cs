namespace MMPareto.Data.Manifests.Onnx;

/// <summary>The networks that a manifest's columns go through.</summary>
internal static class OnnxColumns
{
    private static readonly ColumnKind[] Kinds = [ColumnKind.Image, ColumnKind.Frames, ColumnKind.Audio, ColumnKind.Array];

    /// <summary>Opens them.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="columns">What its columns are.</param>
    /// <param name="options">Which column goes through which file.</param>
    /// <returns>By name of the column.</returns>
    /// <exception cref="DataException">A column is missing or of another kind, or a file is no network that can be used.</exception>
    public static IReadOnlyDictionary<string, OnnxModel> Open(ManifestTable table, IReadOnlyList<ManifestColumn> columns, ManifestOptions options)
    {
        var opened = new SortedDictionary<string, OnnxModel>(StringComparer.Ordinal);
        foreach (var (name, path) in options.OnnxModels)
        {
            var column = columns.FirstOrDefault(column => column.Name == name) ?? throw new DataException(
                $"{table.Path} must have the columns of data.onnx; got none called '{CellText.Shown(name)}' beside "
                + $"{CellText.Listed([.. columns.Select(each => each.Name)])}.");
            var place = $"{table.Path}, column '{CellText.Shown(name)}'";
            if (!Kinds.Contains(column.Kind))
                throw new DataException($"{place} must be of images, frames, audio or arrays to go through a network; got {column.Kind.ToString().ToLowerInvariant()}. "
                    + "State its kind with --columns, or leave it out of data.onnx.");
            try
            {
                opened[name] = OnnxModels.Take(path);
            }
            catch (DataException e)
            {
                throw new DataException($"{place}: {e.Message}", e);
            }
        }
        return opened;
    }
}
