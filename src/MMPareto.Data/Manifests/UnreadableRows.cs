using MMPareto.Data.Manifests.Checking;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>Finds the rows whose files cannot be read, so that they can be left out.</summary>
internal static class UnreadableRows
{
    /// <summary>Reads every file of every row.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="columns">What its columns are.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>By row, what is wrong with its first bad file.</returns>
    public static IReadOnlyDictionary<int, string> Find(ManifestTable table, IReadOnlyList<ManifestColumn> columns, CancellationToken stop)
    {
        ManifestColumn[] files = [.. columns.Where(column => column.Kind is ColumnKind.Image or ColumnKind.Frames or ColumnKind.Audio or ColumnKind.Array)];
        return Find(Enumerable.Range(0, table.Count), row => files.Select(column => CellCheck.Problem(column, new(table, row))), stop);
    }

    /// <summary>Reads the arrays of rows, which are whole by themselves but may not have the shape of the others, and what goes through networks, whose
    /// features may not be finite.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="inputs">What was fitted.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="stop">Ends it.</param>
    public static IReadOnlyDictionary<int, string> Find(
        ManifestTable table, IReadOnlyList<Preprocessor> inputs, IEnumerable<int> rows, CancellationToken stop)
    {
        Preprocessor[] read = [.. inputs.Where(input => input is ArrayPreprocessor or OnnxPreprocessor)];
        return Find(rows, row => read.Select(input => CellCheck.Problem(input, new(table, row))), stop);
    }

    /// <summary>On all processors; the result does not hang on their order.</summary>
    private static Dictionary<int, string> Find(IEnumerable<int> rows, Func<int, IEnumerable<string?>> problems, CancellationToken stop) =>
        rows.AsParallel().WithCancellation(stop).Select(row => (row, problems(row).FirstOrDefault(problem => problem is not null)))
            .Where(found => found.Item2 is not null).ToDictionary(found => found.row, found => found.Item2!);
}
