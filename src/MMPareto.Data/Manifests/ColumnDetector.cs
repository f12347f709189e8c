using System.Globalization;
using MMPareto.Data.Manifests.Labels;

namespace MMPareto.Data.Manifests;

/// <summary>Finds out what the columns of a manifest are, from their names and cells.</summary>
public static class ColumnDetector
{
    private const int FewestWordsOfText = 3;
    private const int MostCategories = 100;
    private const double OddShare = 0.1;
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };
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
    /// <param name="labelKinds">What is predicted, by name of the label column, where the user tells; null for nothing told.</param>
    /// <exception cref="DataException">A stated column is not there, or no column is the label.</exception>
    public static IReadOnlyList<ManifestColumn> Detect(
        ManifestTable table, IReadOnlyDictionary<string, ColumnKind> stated, IReadOnlyDictionary<string, TargetKind>? labelKinds = null)
    {
        foreach (var name in stated.Keys)
            if (!table.Has(name))
                throw new DataException($"{table.Path} must have column '{CellText.Shown(name)}', whose kind is stated; got columns {CellText.Listed(table.Columns)}.");
        var label = stated.Any(pair => pair.Value == ColumnKind.Label) ? null : LabelNames
            .Select(name => table.Columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase) && !stated.ContainsKey(column)))
            .FirstOrDefault(column => column is not null);
        ManifestColumn[] columns = [.. table.Columns.Select(name =>
            stated.GetValueOrDefault(name) == ColumnKind.Label ? Label(table, name, "stated", labelKinds)
            : stated.TryGetValue(name, out var kind) ? new(name, kind, "stated")
            : name == label ? Label(table, name, "its name", labelKinds)
            : KindsByName.TryGetValue(name, out kind) ? new(name, kind, "its name")
            : FromCells(table, name))];
        return columns.Any(column => column.Kind == ColumnKind.Label) ? columns : throw NoLabel(table, columns);
    }

    private static ManifestColumn Label(ManifestTable table, string name, string reason, IReadOnlyDictionary<string, TargetKind>? kinds)
    {
        var isStated = kinds is not null && kinds.ContainsKey(name);
        var kind = isStated ? kinds![name] : LabelKinds.Detect(table, name);
        var what = kind switch { TargetKind.Number => "numbers", TargetKind.MultiLabel => "any number of labels", _ => "classes" };
        return new(name, ColumnKind.Label, isStated ? $"stated, as {what}" : $"{reason}; {what}") { LabelKind = kind };
    }

    private static ManifestColumn FromCells(ManifestTable table, string name)
    {
        ManifestColumn Is(ColumnKind kind, string reason) => new(name, kind, reason);
        if (LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase)) return Is(ColumnKind.Ignored, "named as a label, and another is the label");
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => table[row, name].Length > 0)];
        string[] cells = [.. rows.Select(row => table[row, name])];
        if (cells.Length == 0) return Is(ColumnKind.Ignored, "every cell is empty");
        bool Most(Func<string, bool> fits, string what) => AllOrNearlyNone(table, name, rows, fits, what);
        if (Most(cell => EndsIn(cell, ImageEndings), "the path of an image")) return Is(ColumnKind.Image, $"file names end in {EndingsOf(cells)}");
        if (Most(cell => cell.Split(ManifestTable.ListSeparator).All(path => EndsIn(path, ImageEndings)), "images, or lists of them"))
            return Is(ColumnKind.Frames, "lists of images");
        if (Most(cell => EndsIn(cell, AudioEndings), "the path of an audio file")) return Is(ColumnKind.Audio, $"file names end in {EndingsOf(cells)}");
        if (Most(cell => EndsIn(cell, [".npy"]), "the path of an .npy file")) return Is(ColumnKind.Array, "file names end in .npy");
        if (cells.All(cell => EndsIn(cell, VideoEndings))) return Is(ColumnKind.Ignored, "videos are read as frames and audio: extract them first");
        var distinct = cells.Distinct().Count();
        if (distinct == 1) return Is(ColumnKind.Ignored, "every cell is the same");
        if (Most(IsNumber, "a number, with a point for decimals"))
            return CountsRows(cells) ? Is(ColumnKind.Ignored, "it counts the rows") : Is(ColumnKind.Number, "numbers");
        if (Most(cell => IsFrameFolder(table, cell), "a folder of images")) return Is(ColumnKind.Frames, "names of folders of images");
        if (cells.Average(WordCount) >= FewestWordsOfText) return Is(ColumnKind.Text, "several words a cell");
        if (distinct <= MostCategories && distinct * 2 <= cells.Length)
            return Is(ColumnKind.Category, string.Create(CultureInfo.InvariantCulture, $"{distinct} different values"));
        return distinct == cells.Length ? Is(ColumnKind.Ignored, "every cell is different, as in a name")
            : Is(ColumnKind.Text, string.Create(CultureInfo.InvariantCulture, $"{distinct} different values, too many for categories"));
    }

    /// <summary>Whether all cells fit; nine of ten that do, and one that does not, is a mistake that should not cost a modality.</summary>
    private static bool AllOrNearlyNone(ManifestTable table, string name, int[] rows, Func<string, bool> fits, string what)
    {
        var most = (int)(rows.Length * OddShare);
        int[] others = [.. rows.Where(row => !fits(table[row, name])).Take(most + 1)];
        if (others.Length == 0) return true;
        return others.Length > most ? false : throw new DataException(
            $"{table.Place(others[0], name)} must be {what}, as in {rows.Length - others.Length} other rows; got '{CellText.Shown(table[others[0], name])}'. "
                + $"Empty the cell, or tell what the column is with --columns {CellText.Shown(name)}=KIND.");
    }

    private static bool IsFrameFolder(ManifestTable table, string cell)
    {
        if (cell.Any(char.IsControl)) return false;
        return table.Files.Resolve(cell) is { } path && Directory.Exists(path) && !table.Files.LeadsOut(path)
            && Directory.EnumerateFiles(path, "*", Readable).Any(file => EndsIn(file, ImageEndings));
    }

    private static bool CountsRows(string[] cells) => cells.Length > 2 && cells.All(cell => long.TryParse(cell, CultureInfo.InvariantCulture, out _))
        && cells.Zip(cells.Skip(1), (a, b) => Int128.Parse(b, CultureInfo.InvariantCulture) - Int128.Parse(a, CultureInfo.InvariantCulture)).All(step => step == 1);

    /// <summary>What a file is by its ending: image, audio or array; null for others.</summary>
    /// <param name="path">Its path.</param>
    internal static ColumnKind? MediaKindOf(string path) =>
        EndsIn(path, ImageEndings) ? ColumnKind.Image : EndsIn(path, AudioEndings) ? ColumnKind.Audio : EndsIn(path, [".npy"]) ? ColumnKind.Array : null;

    private static bool EndsIn(string cell, string[] endings) => !cell.Contains(ManifestTable.ListSeparator, StringComparison.Ordinal)
        && endings.Any(ending => cell.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string EndingsOf(string[] cells) =>
        string.Join(", ", cells.Select(cell => Path.GetExtension(cell).ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Words between blanks; where a script has none, two characters count as a word.</summary>
    private static int WordCount(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length + (cell.Count(c => c >= '\u3040') / 2);

    private static DataException NoLabel(ManifestTable table, ManifestColumn[] columns)
    {
        string[] candidates = [.. columns.Where(column => column.Kind is ColumnKind.Category or ColumnKind.Number).Select(column => column.Name)];
        return new($"{table.Path} must have a column called {string.Join(", ", LabelNames)}, or --label must name the one to predict; "
            + (candidates.Length > 0 ? $"it could be {CellText.Listed(candidates)}." : $"got columns {CellText.Listed(table.Columns)}."));
    }
}
