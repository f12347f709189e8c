using System.Globalization;

namespace MMPareto.Data.Manifests;

/// <summary>Finds out what the columns of a manifest are, from their names and cells.</summary>
public static class ColumnDetector
{
    private const int FewestWordsOfText = 3;
    private const int MostCategories = 100;
    private static readonly string[] LabelNames = ["label", "target", "class", "y"];
    private static readonly string[] ImageEndings = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"];
    private static readonly string[] AudioEndings = [".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".wma", ".aiff"];
    private static readonly string[] VideoEndings = [".mp4", ".avi", ".mov", ".mkv", ".webm", ".flv", ".mpg", ".mpeg", ".wmv"];
    private static readonly Dictionary<string, ColumnKind> KindsByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["split"] = ColumnKind.Split,
        ["group"] = ColumnKind.Group,
        ["id"] = ColumnKind.Id,
    };

    /// <summary>What each column is, in the order of the manifest.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="stated">Kinds that the user tells, by name of the column.</param>
    /// <exception cref="DataException">A stated column is not there, or no column is the label.</exception>
    public static IReadOnlyList<ManifestColumn> Detect(ManifestTable table, IReadOnlyDictionary<string, ColumnKind> stated)
    {
        foreach (var name in stated.Keys)
            if (!table.Has(name))
                throw new DataException($"{table.Path} must have column '{name}', whose kind is stated; got columns {Listed(table.Columns)}.");
        var label = stated.Any(pair => pair.Value == ColumnKind.Label) ? null : LabelNames
            .Select(name => table.Columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase) && !stated.ContainsKey(column)))
            .FirstOrDefault(column => column is not null);
        ManifestColumn[] columns = [.. table.Columns.Select(name => stated.TryGetValue(name, out var kind) ? new(name, kind, "stated")
            : name == label ? new(name, ColumnKind.Label, "its name")
            : KindsByName.TryGetValue(name, out kind) ? new(name, kind, "its name")
            : FromCells(table, name))];
        return columns.Any(column => column.Kind == ColumnKind.Label) ? columns : throw NoLabel(table, columns);
    }

    private static ManifestColumn FromCells(ManifestTable table, string name)
    {
        ManifestColumn Is(ColumnKind kind, string reason) => new(name, kind, reason);
        string[] cells = [.. Enumerable.Range(0, table.Count).Select(row => table[row, name]).Where(cell => cell.Length > 0)];
        if (cells.Length == 0) return Is(ColumnKind.Ignored, "every cell is empty");
        if (All(cells, ImageEndings)) return Is(ColumnKind.Image, $"file names end in {EndingsOf(cells)}");
        if (cells.All(cell => All(cell.Split(ManifestTable.ListSeparator), ImageEndings))) return Is(ColumnKind.Frames, "lists of images");
        if (All(cells, AudioEndings)) return Is(ColumnKind.Audio, $"file names end in {EndingsOf(cells)}");
        if (All(cells, [".npy"])) return Is(ColumnKind.Array, "file names end in .npy");
        if (All(cells, VideoEndings)) return Is(ColumnKind.Ignored, "videos are read as frames and audio: extract them first");
        if (Directory.Exists(Path.Combine(table.Root, cells[0]))) return Is(ColumnKind.Frames, "names of folders");
        var distinct = cells.Distinct().Count();
        if (distinct == 1) return Is(ColumnKind.Ignored, "every cell is the same");
        if (cells.All(IsNumber)) return Is(ColumnKind.Number, "numbers");
        if (cells.Average(WordCount) >= FewestWordsOfText) return Is(ColumnKind.Text, "several words a cell");
        if (distinct <= MostCategories && distinct * 2 <= cells.Length)
            return Is(ColumnKind.Category, string.Create(CultureInfo.InvariantCulture, $"{distinct} different values"));
        return distinct == cells.Length ? Is(ColumnKind.Ignored, "every cell is different, as in a name")
            : Is(ColumnKind.Text, string.Create(CultureInfo.InvariantCulture, $"{distinct} different values, too many for categories"));
    }

    /// <summary>What a file is by its ending: image, audio or array; null for others.</summary>
    /// <param name="path">Its path.</param>
    internal static ColumnKind? MediaKindOf(string path) =>
        All([path], ImageEndings) ? ColumnKind.Image : All([path], AudioEndings) ? ColumnKind.Audio : All([path], [".npy"]) ? ColumnKind.Array : null;

    private static bool All(string[] cells, string[] endings) =>
        cells.All(cell => endings.Any(ending => cell.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !cell.Contains(ManifestTable.ListSeparator));

    private static string EndingsOf(string[] cells) =>
        string.Join(", ", cells.Select(cell => Path.GetExtension(cell).ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static int WordCount(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static DataException NoLabel(ManifestTable table, ManifestColumn[] columns)
    {
        string[] candidates = [.. columns.Where(column => column.Kind is ColumnKind.Category or ColumnKind.Number).Select(column => column.Name)];
        return new($"{table.Path} must have a column called {string.Join(", ", LabelNames)}, or --label must name the one to predict; "
            + (candidates.Length > 0 ? $"it could be {Listed(candidates)}." : $"got columns {Listed(table.Columns)}."));
    }

    private static string Listed(IReadOnlyCollection<string> names)
    {
        const int most = 12;
        return string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
    }
}
