namespace MMPareto.Data.Manifests;

/// <summary>One row of a manifest.</summary>
/// <param name="Table">The manifest.</param>
/// <param name="Row">The row, from 0.</param>
public readonly record struct CellRow(ManifestTable Table, int Row)
{
    private const int LongestPath = 1000;

    /// <summary>A cell; empty text when there is nothing.</summary>
    /// <param name="column">Name of the column.</param>
    public string this[string column] => Table[Row, column];

    /// <summary>Where a cell is, for messages.</summary>
    /// <param name="column">Name of the column.</param>
    public string Place(string column) => Table.Place(Row, column);

    /// <summary>The full path of the file or folder that a cell names.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">It is not below the root, leads out of it by a link, or is no path.</exception>
    public string PathIn(string column) => FullPath(column, this[column]);

    /// <summary>The full paths of the files that a cell lists.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">One is not below the root, or leads out of it by a link.</exception>
    public string[] PathsIn(string column)
    {
        var row = this;
        return Array.ConvertAll(this[column].Split(ManifestTable.ListSeparator), path => row.FullPath(column, path));
    }

    /// <summary>A path below the root, if no link in it leads out.</summary>
    /// <param name="column">Name of the column, for messages.</param>
    /// <param name="full">The full path.</param>
    /// <exception cref="DataException">A link leads out of the root, or in a circle.</exception>
    internal string Inside(string column, string full) => !Table.Files.LeadsOut(full) ? full : throw new DataException(
        $"{Place(column)} must not lead out of {Table.Root}; got a link in '{CellText.Shown(Path.GetRelativePath(Table.Root, full))}' that does. "
            + "If you have set it yourself, set data.links to follow (predict: --follow-links).");

    /// <summary>What reading a file gives; errors name the cell. Links are looked at before and after, as one may be put in place meanwhile.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="pathOf">The file of a column, below the root.</param>
    /// <param name="read">Reads it.</param>
    internal T Reading<T>(string column, Func<string, string> pathOf, Func<string, T> read)
    {
        try
        {
            var path = pathOf(column);
            var value = read(path);
            Inside(column, path);
            return value;
        }
        catch (DataException e)
        {
            throw Located(column, e);
        }
    }

    /// <summary>An error that names the cell.</summary>
    internal DataException Located(string column, DataException e) =>
        e.Message.StartsWith(Place(column), StringComparison.Ordinal) ? e : new DataException($"{Place(column)}: {e.Message}", e);

    private string FullPath(string column, string path)
    {
        if (path.Length > LongestPath || path.Any(char.IsControl))
            throw new DataException($"{Place(column)} must be a path of at most {LongestPath} characters, none of them a line break or the like; "
                + $"got '{CellText.Shown(path)}'. Rename the file.");
        return Table.Files.Resolve(path.Trim()) is { } full ? Inside(column, full) : throw new DataException(
            $"{Place(column)} must be a path below {Table.Root}; got '{CellText.Shown(path)}'. Set data.root to the folder that holds the files.");
    }
}
