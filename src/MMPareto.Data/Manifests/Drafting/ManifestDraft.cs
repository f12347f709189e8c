using MMPareto.Data.Tables;

namespace MMPareto.Data.Manifests.Drafting;

/// <summary>A first manifest from a folder of files: class folders, folders of parts, files that are paired by their names.</summary>
/// <remarks>
/// A level of folders is one of <i>parts</i> when all are called train, validation, test or the like; one of <i>modalities</i> when most
/// files occur in several of them, and another level is there for the classes or the kinds of files differ; the first other level is that of the <i>classes</i>. Files of one name, apart from part, class and modality, are one sample.
/// </remarks>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells of the rows, in ordinal order of their names.</param>
public sealed record ManifestDraft(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const double Most = 0.8;
    private const int MostModalities = 6;
    private const string Label = "label";

    /// <summary>Files that lie higher than most, and are in no row.</summary>
    public int PassedOver { get; private init; }

    /// <summary>Whether folders tell the classes; else the label column is empty, and to be filled in.</summary>
    public bool HasLabels => Rows.All(row => row[Columns.Count - 1].Length > 0);

    /// <summary>Drafts it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">There is no such folder, or no file that could be used.</exception>
    public static ManifestDraft Of(string folder)
    {
        if (!Directory.Exists(folder)) throw new DataException($"{folder} must be a folder; got none of that name.");
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6 };
        MediaFile[] all = [.. Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal).Select(file => MediaFile.Of(folder, file)).OfType<MediaFile>()];
        if (all.Length == 0) throw new DataException($"{folder} must hold images, audio or .npy files; got none, up to six levels deep.");
        var depth = all.GroupBy(file => file.Folders.Count).MaxBy(group => group.Count())!.Key;
        MediaFile[] files = [.. all.Where(file => file.Folders.Count >= depth)];
        var roles = new FolderRole[depth];
        for (var level = 0; level < depth; level++) roles[level] = RoleOf(files, level, depth, Array.IndexOf(roles, FolderRole.Label, 0, level) >= 0);
        return Build(folder, files, roles) with { PassedOver = all.Length - files.Length };
    }

    /// <summary>Writes it as a manifest.</summary>
    /// <param name="path">Where to; must not exist.</param>
    public void Write(string path)
    {
        using var writer = TableWriter.Create(path, [.. Columns.Select(name => new TableColumn(name, IsNumber: false))]);
        foreach (var row in Rows) writer.Write(row);
        writer.Complete();
    }

    /// <summary>Numbered files in class folders share their names too; so modalities need another level for the classes, or kinds of files that differ.</summary>
    private static FolderRole RoleOf(MediaFile[] files, int level, int depth, bool hasLabel)
    {
        string[] names = [.. files.Select(file => file.Folders[level]).Distinct()];
        if (names.All(SplitAssignment.IsPartName)) return FolderRole.Split;
        var places = files.GroupBy(file => string.Join('/', [.. file.Folders.Where((_, other) => other != level), file.Stem])).ToArray();
        var shared = places.Count(place => place.Select(file => file.Folders[level]).Distinct().Count() > 1);
        var kinds = files.GroupBy(file => file.Folders[level]).Select(group => string.Join(' ', group.Select(file => file.Kind).Distinct())).Distinct().Count();
        return names.Length is > 1 and <= MostModalities && shared >= Most * places.Length && (kinds == names.Length || (level == 0 && depth > 1)) ? FolderRole.Modality
            : hasLabel ? FolderRole.Other : FolderRole.Label;
    }

    private static ManifestDraft Build(string folder, MediaFile[] files, FolderRole[] roles)
    {
        string NameOf(MediaFile file, FolderRole role) =>
            string.Join('/', file.Folders.Where((_, level) => (level < roles.Length ? roles[level] : FolderRole.Other) == role));
        string ColumnOf(MediaFile file) => NameOf(file, FolderRole.Modality) is { Length: > 0 } modality ? modality.Replace('/', '_') : file.Kind;
        string[] media = [.. files.Select(ColumnOf).Distinct().Order(StringComparer.Ordinal)];
        var hasSplit = roles.Contains(FolderRole.Split);
        var rows = files
            .GroupBy(file => (Split: NameOf(file, FolderRole.Split), Label: NameOf(file, FolderRole.Label), Other: NameOf(file, FolderRole.Other), file.Stem))
            .OrderBy(sample => string.Join('/', sample.Key.Split, sample.Key.Label, sample.Key.Other, sample.Key.Stem), StringComparer.Ordinal)
            .Select(sample => (IReadOnlyList<string>)
            [
                .. media.Select(column => PathOf([.. sample.Where(file => ColumnOf(file) == column)], folder)),
                .. hasSplit ? [sample.Key.Split] : Array.Empty<string>(), sample.Key.Label,
            ]);
        return new([.. media, .. hasSplit ? ["split"] : Array.Empty<string>(), Label], [.. rows]);
    }

    private static string PathOf(MediaFile[] files, string folder) => files.Length < 2 ? files.FirstOrDefault()?.Path ?? ""
        : throw new DataException($"{folder} must have one file of a name and kind in a folder; got {files[0].Path} and {files[1].Path}.");
}
