namespace MMPareto.Data.Tables;

/// <summary>Writes a table row by row. The file appears under its name when all is written, and never over another.</summary>
public abstract class TableWriter : IDisposable
{
    private readonly string _path;
    private bool _isComplete;

    /// <param name="path">Where to.</param>
    /// <param name="columns">The columns.</param>
    private protected TableWriter(string path, IReadOnlyList<TableColumn> columns) => (_path, Columns, PartPath) = (path, columns, $"{path}.{Guid.NewGuid():N}.part");

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The file that is written until all is done.</summary>
    private protected string PartPath { get; }

    /// <summary>A writer after the ending of the name: .csv, .tsv, .jsonl, .ndjson or .parquet.</summary>
    /// <param name="path">Where to; must not exist.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="DataException">The ending is another, or there is such a file.</exception>
    public static TableWriter Create(string path, IReadOnlyList<TableColumn> columns)
    {
        if (Path.Exists(path)) throw new DataException($"{path} must not exist, as nothing is overwritten; name another file.");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => new DelimitedWriter(path, columns, ','),
            ".tsv" => new DelimitedWriter(path, columns, '\t'),
            ".jsonl" or ".ndjson" => new JsonLinesTableWriter(path, columns),
            ".parquet" => new ParquetTableWriter(path, columns),
            var other => throw new DataException($"{path} must end in .csv, .tsv, .jsonl, .ndjson or .parquet; got '{other}'."),
        };
    }

    /// <summary>Writes a row.</summary>
    /// <param name="cells">A text, a double or null for each column.</param>
    public abstract void Write(IReadOnlyList<object?> cells);

    /// <summary>Ends the file and gives it its name.</summary>
    public void Complete()
    {
        End();
        File.Move(PartPath, _path, overwrite: false);
        _isComplete = true;
    }

    /// <summary>Without <see cref="Complete"/> nothing is left.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the file.</summary>
    /// <param name="disposing">Whether called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _isComplete) return;
        try
        {
            Abandon();
        }
        finally
        {
            File.Delete(PartPath);
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    private protected abstract void End();

    /// <summary>Closes the file; more than once does no harm.</summary>
    private protected abstract void Abandon();
}
