using System.Text;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Files;

namespace MMPareto.Data.PreparedSets;

/// <summary>Published lists of clips: a line each, without a heading, the name first and the class last, with commas or blanks between.</summary>
internal static class ClipLists
{
    private const int LongestField = 200;
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads the two lists. A clip that is in both is in the test alone.</summary>
    /// <param name="options">Which.</param>
    /// <param name="nameOf">Brings a name to the form that files are looked for by.</param>
    /// <returns>The clips, each once, none where there are no lists; and what one should know of them.</returns>
    /// <exception cref="DataException">A list cannot be read, a line has no class, or a clip has two.</exception>
    public static (IReadOnlyList<ListedClip> Clips, IReadOnlyList<string> Notes) Read(PreparationOptions options, Func<string, string> nameOf)
    {
        if (options is not { TrainList: { } train, TestList: { } test }) return ([], []);
        var clips = new Dictionary<string, ListedClip>(StringComparer.Ordinal);
        var (again, both) = (0, 0);
        foreach (var line in Read(test, "test").Concat(Read(train, "train")))
        {
            var clip = line with { Id = nameOf(line.Id) };
            if (clips.TryAdd(clip.Id, clip)) continue;
            var before = clips[clip.Id];
            if (before.Class != clip.Class)
                throw new DataException($"{clip.Place} must give {clip.Id} the class {before.Class}, as {before.Place}; got {clip.Class}. Delete one line.");
            if (before.Split == clip.Split) again++;
            else both++;
        }
        List<string> notes = [];
        if (again > 0) notes.Add(FormattableString.Invariant($"Lines of the lists that name a clip again, which is taken once: {again}."));
        if (both > 0) notes.Add(FormattableString.Invariant($"Clips that are in both lists, and now in the test alone: {both}."));
        return ([.. clips.Values], notes);
    }

    private static List<ListedClip> Read(string path, string split)
    {
        try
        {
            List<ListedClip> clips = [];
            foreach (var (i, text) in TextFile.Lines(path).Index())
                if (!string.IsNullOrWhiteSpace(text)) clips.Add(Parse(text, split, FormattableString.Invariant($"{path}:{i + 1}")));
            return clips.Count > 0 ? clips : throw new DataException($"{path} must name clips; got an empty file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new DataException($"{path} cannot be read as a list of clips: {e.Message}", e);
        }
    }

    private static ListedClip Parse(string text, string split, string place)
    {
        var fields = text.Contains(',', StringComparison.Ordinal) ? text.Split(',', StringSplitOptions.TrimEntries)
            : text.Split(Blanks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 && IsPlain(fields[0]) && IsPlain(fields[^1]) ? new(fields[0], fields[^1], split, place)
            : throw new DataException($"{place} must be the name of a clip and its class, with a comma or a blank between; got '{CellText.Shown(text)}'.");
    }

    private static bool IsPlain(string field) => field.Length is > 0 and <= LongestField && !field.Any(char.IsControl);
}
