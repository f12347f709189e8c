using MMPareto.Data.Tables;

namespace MMPareto.Data.Manifests.Drafting;

/// <summary>A first manifest from a folder of files: class folders, folders of parts, files that are paired by their names.</summary>
/// <remarks>
/// A level of folders is one of <i>parts</i> when all are called train, validation, test or the like; one of <i>modalities</i> when most names of
/// files occur in several of them; the first other level is that of the <i>classes</i>. Files of one name, apart from part, class and modality, are one sample.
/// </remarks>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells of the rows, in ordinal order of their names.</param>
public sealed record ManifestDraft(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const double Most = 0.8;
    private const string Label = "label";

    /// <summary>Whether folders tell the classes; else the label column is empty, and to be filled in.</summary>
    public bool HasLabels => Rows.All(row => row[Columns.Count - 1].Length > 0);

    /// <summary>Drafts it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">There is no such folder, or no file that could be used.</exception>
    public static ManifestDraft Of(string folder)
    {
        if (!Directory.Exists(folder)) throw new DataException($"{folder} must be a folder; got none of that name.");
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6 };
        MediaFile[] files = [.. Directory.EnumerateFiles(folder, "*", options).Select(file => MediaFile.Of(folder, file)).OfType<MediaFile>()];
        if (files.Length == 0) throw new DataException($"{folder} must hold images, audio or .npy files; got none, up to six levels deep.");
        var depth = files.Min(file => file.Folders.Count);
        var roles = new FolderRole[depth];
        for (var level = 0; level < depth; level++) roles[level] = RoleOf(files, level, Array.IndexOf(roles, FolderRole.Label, 0, level) >= 0);
        return Build(files, roles);
    }

    /// <summary>Writes it as a manifest.</summary>
    /// <param name="path">Where to; must not exist.</param>
    public void Write(string path)
    {
        using var writer = TableWriter.Create(path, [.. Columns.Select(name => new TableColumn(name, IsNumber: false))]);
        foreach (var row in Rows) writer.Write(row);
        writer.Complete();
    }

    private static FolderRole RoleOf(MediaFile[] files, int level, bool hasLabel)
    {
        string[] names = [.. files.Select(file => file.Folders[level]).Distinct()];
        if (names.All(SplitAssignment.IsPartName)) return FolderRole.Split;
        var stems = files.GroupBy(file => file.Stem).ToArray();
        var shared = stems.Count(stem => stem.Select(file => file.Folders[level]).Distinct().Count() > 1);
        return names.Length > 1 && shared >= Most * stems.Length ? FolderRole.Modality : hasLabel ? FolderRole.Other : FolderRole.Label;
    }

    private static ManifestDraft Build(MediaFile[] files, FolderRole[] roles)
    {
        string NameOf(MediaFile file, FolderRole role) =>
            string.Join('/', file.Folders.Where((_, level) => level < roles.Length && roles[level] == role));
        string ColumnOf(MediaFile file) => NameOf(file, FolderRole.Modality) is { Length: > 0 } modality ? modality.Replace('/', '_') : file.Kind;
        string[] media = [.. files.Select(ColumnOf).Distinct().Order(StringComparer.Ordinal)];
        var hasSplit = roles.Contains(FolderRole.Split);
        var rows = files
            .GroupBy(file => (Split: NameOf(file, FolderRole.Split), Label: NameOf(file, FolderRole.Label), Other: NameOf(file, FolderRole.Other), file.Stem))
            .OrderBy(sample => string.Join('/', sample.Key.Split, sample.Key.Label, sample.Key.Other, sample.Key.Stem), StringComparer.Ordinal)
            .Select(sample => (IReadOnlyList<string>)
            [
                .. media.Select(column => sample.FirstOrDefault(file => ColumnOf(file) == column)?.Path ?? ""),
                .. hasSplit ? [sample.Key.Split] : Array.Empty<string>(), sample.Key.Label,
            ]);
        return new([.. media, .. hasSplit ? ["split"] : Array.Empty<string>(), Label], [.. rows]);
    }
}
