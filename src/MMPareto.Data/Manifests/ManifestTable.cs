namespace MMPareto.Data.Manifests;

/// <summary>A manifest as it stands in its file: one row a sample, all cells as text.</summary>
/// <remarks>A list in a cell has '|' between its entries. Blanks around a cell are taken away; in names of columns, blanks and line breaks
/// count as one blank.</remarks>
public sealed class ManifestTable
{
    /// <summary>What stands between the entries of a list in a cell.</summary>
    public const char ListSeparator = '|';

    /// <summary>The most columns.</summary>
    internal const int MostColumns = 10_000;

    /// <summary>The most characters of a column's name.</summary>
    internal const int LongestName = 200;

    private readonly Dictionary<string, int> _positions;
    private readonly string[][] _rows;
    private readonly int[] _lines;

    /// <summary>Takes over the cells.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="columns">Names of the columns, all different, of at most 200 characters.</param>
    /// <param name="rows">Cells of each row, in the order of the columns; empty text for none. Blanks around them are taken away in place.</param>
    /// <param name="lines">For each row the line it begins at in the file, from 1.</param>
    /// <param name="root">Where paths in cells start from; null for the folder of the manifest.</param>
    /// <param name="followLinks">Whether links below the root may lead out of it.</param>
    /// <exception cref="DataException">No column, too many, one without a name or with a long one, two of one name, or a cell with a zero byte.</exception>
    public ManifestTable(
        string path, IReadOnlyList<string> columns, IReadOnlyList<string[]> rows, IReadOnlyList<int> lines, string? root = null,
        bool followLinks = false)
    {
        (Path, Columns, _rows, _lines) = (path, [.. columns.Select(CellText.Name)], [.. rows], [.. lines]);
        Trim(_rows);
        Files = new(root ?? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, followLinks);
        RequireNames();
        _positions = Columns.Select((name, i) => (name, i)).ToDictionary();
        RequireText();
    }

    private static void Trim(string[][] rows)
    {
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++) row[i] = row[i].Trim();
    }

    private void RequireNames()
    {
        if (Columns.Count == 0) throw new DataException($"{Path} must name its columns in the first row; got an empty file.");
        if (Columns.Count > MostColumns) throw new DataException($"{Path} must have {MostColumns} columns at most; got {Columns.Count}.");
        if (Columns.Contains(""))
            throw new DataException($"{Path} must name every column; got [{CellText.Listed(Columns)}]. Give the empty one a name.");
        if (Columns.FirstOrDefault(name => name.Length > LongestName) is { } longest)
            throw new DataException($"{Path} must have names of columns of at most {LongestName} characters; got {longest.Length} in '{CellText.Shown(longest)}'. Shorten it.");
        if (Columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataException($"{Path} must have columns of different names; got '{CellText.Shown(twice.Key)}' {twice.Count()} times. Rename one.");
    }

    private void RequireText()
    {
        for (var row = 0; row < _rows.Length; row++)
            if (Array.FindIndex(_rows[row], cell => cell.Contains('\0', StringComparison.Ordinal)) is >= 0 and var at)
                throw new DataException($"{Place(row, Columns[at])} must be text; got a zero byte.");
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The folder that paths in cells start from, and that files must be in; that of the manifest unless told otherwise.</summary>
    public string Root => Files.FullPath;

    /// <summary>That folder, and what may be read in it.</summary>
    internal ManifestRoot Files { get; }

    /// <summary>Names of the columns, in the order of the file.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>A cell; empty text when there is nothing.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">Name of the column.</param>
    public string this[int row, string column] => _rows[row][_positions[column]];

    /// <summary>The same cells with paths that start elsewhere.</summary>
    /// <param name="root">The folder; null to leave it.</param>
    /// <param name="followLinks">Whether links below it may lead out of it.</param>
    public ManifestTable At(string? root, bool followLinks = false) =>
        root is null && followLinks == Files.FollowsLinks ? this : new(Path, Columns, _rows, _lines, root ?? Root, followLinks);

    /// <summary>The same with more columns, whose cells are empty.</summary>
    /// <param name="columns">Their names.</param>
    public ManifestTable With(IReadOnlyList<string> columns) =>
        new(Path, [.. Columns, .. columns], [.. _rows.Select(row => (string[])[.. row, .. columns.Select(_ => "")])], _lines, Root, Files.FollowsLinks);

    /// <summary>Whether it has a column.</summary>
    /// <param name="column">Its name.</param>
    public bool Has(string column) => _positions.ContainsKey(column);

    /// <summary>Where a row is, for messages: <c>m.csv:12</c>.</summary>
    /// <param name="row">The row, from 0.</param>
    public string Place(int row) => FormattableString.Invariant($"{Path}:{_lines[row]}");

    /// <summary>Where a cell is, for messages: <c>m.csv:12, column 'photo'</c>.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">Name of the column.</param>
    public string Place(int row, string column) => $"{Place(row)}, column '{CellText.Shown(column)}'";
}
