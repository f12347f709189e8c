using System.Globalization;
using System.Text.RegularExpressions;

namespace MMPareto.Data.PreparedSets;

/// <summary>The videos of a download of Kinetics, by the names of clips: <c>train/CLASS/ID_START_END.mp4</c> at any depth.</summary>
internal sealed partial class KineticsVideos
{
    private static readonly string[] Endings = [".mp4", ".mkv", ".webm", ".avi"];
    private static readonly Dictionary<string, string> Splits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = "train",
        ["val"] = "validation",
        ["validate"] = "validation",
        ["validation"] = "validation",
        ["test"] = "test",
    };

    private readonly SortedDictionary<string, KineticsVideo> _videos = new(StringComparer.Ordinal);

    /// <param name="folder">The download.</param>
    /// <exception cref="DataException">It has no videos.</exception>
    public KineticsVideos(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options).Where(IsVideo).Order(StringComparer.Ordinal))
        {
            string[] above = [.. Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).SkipLast(1)];
            var split = above.Select(name => Splits.GetValueOrDefault(name)).FirstOrDefault(name => name is not null);
            var parent = above.LastOrDefault();
            var video = new KineticsVideo(NameOf(Path.GetFileName(path)), path, split, parent is null || Splits.ContainsKey(parent) ? null : parent);
            // Kinetics has whole files for broken ones in a folder of their own, which is no class: of two the one in a class folder tells more.
            if (!_videos.TryAdd(video.Name, video) && _videos[video.Name].Split is null && split is not null) _videos[video.Name] = video;
        }
        if (_videos.Count == 0) throw new DataException($"{folder} must hold videos ({string.Join(", ", Endings)}); got none.");
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyCollection<KineticsVideo> All => _videos.Values;

    /// <summary>The video of a clip; null where there is none.</summary>
    /// <param name="name">Name of the clip, as of <see cref="NameOf"/>.</param>
    public KineticsVideo? this[string name] => _videos.GetValueOrDefault(name);

    /// <summary>The name of a clip, <c>ID_START</c> with the second it starts at, of that of a file or of a list's line; other names stay.</summary>
    /// <param name="name"><c>ID_START_END</c> or <c>ID_START</c>, with leading zeros or without, with the ending of a video or without.</param>
    public static string NameOf(string name)
    {
        var bare = IsVideo(name) ? Path.GetFileNameWithoutExtension(name) : name;
        var match = ClipName().Match(bare);
        return match.Success && int.TryParse(match.Groups["start"].ValueSpan, CultureInfo.InvariantCulture, out var start)
            ? string.Create(CultureInfo.InvariantCulture, $"{match.Groups["id"].Value}_{start}") : bare;
    }

    private static bool IsVideo(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^(?<id>.{11})_(?<start>[0-9]+)(_[0-9]+)?$")]
    private static partial Regex ClipName();
}
