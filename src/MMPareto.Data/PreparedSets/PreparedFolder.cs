using System.Text.Json;
using MMPareto.Data.Tables;

namespace MMPareto.Data.PreparedSets;

/// <summary>The folder that a download is prepared in.</summary>
internal sealed class PreparedFolder
{
    private const string SettingsName = "preparation.json";
    private const string UnusableName = "unusable.csv";
    private static readonly string[] Splits = ["train", "validation", "test"];
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
    private readonly string _folder;

    private PreparedFolder(string folder) => _folder = folder;

    /// <summary>Makes the folder, or goes on with one that was made with the same settings.</summary>
    /// <param name="set">Name of the data set.</param>
    /// <param name="options">Where, and how.</param>
    /// <exception cref="DataException">It holds something else.</exception>
    public static PreparedFolder Open(string set, PreparationOptions options)
    {
        var (path, settings) = (Path.Combine(options.Output, SettingsName), new PreparationSettings(set, options.FramesPerSecond, options.SampleRate));
        if (File.Exists(path))
        {
            var before = Read(path);
            if (before != settings) throw new DataException($"{path} must be {Text(settings)}, as asked for; got {Text(before)}. Name another folder with --out.");
            return new(options.Output);
        }
        if (Directory.Exists(options.Output) && Directory.EnumerateFileSystemEntries(options.Output).Any())
            throw new DataException($"{options.Output} must be empty or have been made by this command; it holds other files. Name another folder with --out.");
        Directory.CreateDirectory(options.Output);
        File.WriteAllText(path, JsonSerializer.Serialize(settings, Format));
        return new(options.Output);
    }

    /// <summary>Writes a manifest; one that is there already must be the same.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="media">Names of the columns of files.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="DataException">There is another one of that name.</exception>
    public PreparedManifest WriteManifest(string name, IReadOnlyList<string> media, IReadOnlyList<PreparedRow> rows)
    {
        var (path, part) = (Path.Combine(_folder, name), Path.Combine(_folder, $".{Guid.NewGuid():N}.csv"));
        var hasGroups = rows.Any(row => row.Group is not null);
        string[] columns = ["id", "split", .. hasGroups ? ["group"] : Array.Empty<string>(), "label", .. media];
        WriteTable(part, columns, rows.Select(row => (string?[])[row.Id, row.Split, .. hasGroups ? [row.Group] : Array.Empty<string?>(), row.Label, .. row.Paths]));
        try
        {
            if (!File.Exists(path)) File.Move(part, path);
            else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(part)))
                throw new DataException($"{path} must be what would be written now; it differs, and nothing is overwritten. Move it away and run the same again.");
        }
        finally
        {
            File.Delete(part);
        }
        return new(path, [.. from split in Splits
                             let count = rows.Count(row => row.Split == split)
                             where count > 0
                             select (split, count)]);
    }

    /// <summary>Writes the table of clips that are in no manifest, in the place of that of the run before.</summary>
    /// <param name="clips">The clips.</param>
    /// <returns>Its path; null when there are none.</returns>
    public string? WriteUnusable(IReadOnlyList<UnusableClip> clips)
    {
        var path = Path.Combine(_folder, UnusableName);
        File.Delete(path);
        if (clips.Count == 0) return null;
        WriteTable(path, ["id", "reason"], clips.OrderBy(clip => clip.Id, StringComparer.Ordinal).Select(clip => (string?[])[clip.Id, clip.Reason]));
        return path;
    }

    private static void WriteTable(string path, string[] columns, IEnumerable<string?[]> rows)
    {
        using var writer = TableWriter.Create(path, [.. columns.Select(column => new TableColumn(column, IsNumber: false))]);
        foreach (var row in rows) writer.Write(row);
        writer.Complete();
    }

    private static PreparationSettings? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PreparationSettings>(File.ReadAllText(path), Format);
        }
        catch (JsonException e)
        {
            throw new DataException($"{path} must be what this command wrote: {JsonReason.Of(e)} Name another folder with --out.", e);
        }
    }

    private static string Text(PreparationSettings? settings) => settings is null ? "nothing"
        : FormattableString.Invariant($"{settings.Set} with {settings.FramesPerSecond} frames a second and sound at {settings.SampleRate} Hz");
}
