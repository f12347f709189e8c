namespace MMPareto.Data.PreparedSets;

/// <summary>Kinetics-Sounds [Arandjelovic2017] out of a download of Kinetics: <c>train/CLASS/ID_START_END.mp4</c>.</summary>
/// <remarks>
/// With published lists, lines as <c>ID_START,10,CLASS</c>, the parts and classes are those of the lists, whatever folder a video is in; a class gets the name
/// of the folder that most of its videos are in. Without lists, folders tell parts and classes, and all classes are taken.
/// </remarks>
public static class KineticsSoundsPreparation
{
    /// <summary>Name of the set, and of its folder unless told otherwise.</summary>
    public const string Name = "kinetics-sounds";

    private static readonly string[] Media = ["video", "audio"];

    /// <summary>Prepares it; goes on where it was stopped.</summary>
    /// <param name="options">Where from and to.</param>
    /// <param name="progress">Receives how many clips are done, of how many.</param>
    /// <param name="stop">Ends it; whole clips stay.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="DataException">ffmpeg, a folder or a list is missing or bad, or no clip can be used.</exception>
    public static PreparedSet Prepare(PreparationOptions options, Action<int, int> progress, CancellationToken stop = default)
    {
        options.Validate();
        var converter = new ClipConverter(options);
        var (listed, notes) = ClipLists.Read(options, KineticsVideos.NameOf);
        var videos = new KineticsVideos(options.From);
        var folder = PreparedFolder.Open(Name, options);
        List<UnusableClip> unusable = [];
        var clips = listed.Count > 0 ? OfLists(listed, videos, unusable) : OfFolders(videos, unusable);
        unusable.AddRange(converter.Convert([.. clips.Select(clip => new ClipSource(clip.Id, videos[clip.Id]!.Path, null))], progress, stop));
        var left = unusable.Select(clip => clip.Id).ToHashSet();
        var manifest = folder.WriteManifest("manifest.csv", Media, [.. clips.Where(clip => !left.Contains(clip.Id))]);
        var others = listed.Count > 0 ? videos.All.Count - clips.Count : 0;
        return new([manifest], unusable.Count, folder.WriteUnusable(unusable),
            [.. notes, .. others > 0 ? [FormattableString.Invariant($"Videos that are in neither list, and were left alone: {others}.")] : Array.Empty<string>()]);
    }

    private static List<PreparedRow> OfLists(IReadOnlyList<ListedClip> listed, KineticsVideos videos, List<UnusableClip> unusable)
    {
        var names = ClassNames(listed, videos);
        List<PreparedRow> rows = [];
        foreach (var clip in listed.OrderBy(clip => clip.Id, StringComparer.Ordinal))
            if (videos[clip.Id] is null) unusable.Add(new(clip.Id, $"There is no video of it ({clip.Place})."));
            else rows.Add(Row(clip.Id, clip.Split, names.GetValueOrDefault(clip.Class, clip.Class)));
        return rows.Count > 0 ? rows : throw new DataException($"{listed[0].Place} must name a clip that there is a video of, as must other lines; got none, as '{listed[0].Id}'.");
    }

    private static List<PreparedRow> OfFolders(KineticsVideos videos, List<UnusableClip> unusable)
    {
        List<PreparedRow> rows = [];
        foreach (var video in videos.All)
            if (video is { Split: { } split, Class: { } label }) rows.Add(Row(video.Name, split, label));
            else unusable.Add(new(video.Name, $"Its folders tell no {(video.Split is null ? "part" : "class")}: {video.Path}"));
        return rows;
    }

    private static PreparedRow Row(string id, string split, string label) => new(id, split, null, label, ClipConverter.PathsOf(id));

    /// <summary>The folder that most videos of a class are in; no names at all where two classes would get the same.</summary>
    private static Dictionary<string, string> ClassNames(IEnumerable<ListedClip> listed, KineticsVideos videos)
    {
        var names = (from clip in listed
                     let folder = videos[clip.Id]?.Class
                     where folder is not null
                     group folder by clip.Class into ofClass
                     select (ofClass.Key, Name: ofClass.GroupBy(folder => folder).OrderByDescending(each => each.Count()).ThenBy(each => each.Key, StringComparer.Ordinal).First().Key)).ToDictionary();
        return names.Values.Distinct().Count() == names.Count ? names : [];
    }
}
