using System.Text.RegularExpressions;

namespace MMPareto.Data.PreparedSets;

/// <summary>CREMA-D as it is downloaded: <c>AudioWAV/1001_DFA_ANG_XX.wav</c> and <c>VideoFlash/1001_DFA_ANG_XX.flv</c> [Cao2014].</summary>
/// <remarks>
/// The name tells actor, sentence, emotion and level. With published lists <c>manifest.csv</c> has their parts and <c>manifest-by-speaker.csv</c>
/// parts without a speaker in common; without lists there is the second alone, as <c>manifest.csv</c>.
/// </remarks>
public static partial class CremaDPreparation
{
    /// <summary>Name of the set, and of its folder unless told otherwise.</summary>
    public const string Name = "crema-d";

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
        var (sounds, videos) = (Path.Combine(options.From, "AudioWAV"), Path.Combine(options.From, "VideoFlash"));
        foreach (var needed in new[] { sounds, videos })
            if (!Directory.Exists(needed)) throw new DataException($"{options.From} must hold AudioWAV and VideoFlash, as CREMA-D is downloaded; got no {needed}.");
        var (listed, notes) = ClipLists.Read(options, name => name);
        foreach (var clip in listed) RequireClass(clip);
        var folder = PreparedFolder.Open(Name, options);
        string[] found = [.. Files(sounds, ".wav").Concat(Files(videos, ".flv")).Distinct().Order(StringComparer.Ordinal)];
        string[] used = listed.Count > 0 ? [.. listed.Select(clip => clip.Id).Order(StringComparer.Ordinal)] : [.. found.Where(id => ClipName().IsMatch(id))];
        var unusable = new List<UnusableClip>(converter.Convert(
            [.. used.Select(id => new ClipSource(id, Path.Combine(videos, $"{id}.flv"), Path.Combine(sounds, $"{id}.wav")))], progress, stop));
        var usable = used.Except(unusable.Select(clip => clip.Id)).ToHashSet();
        unusable.AddRange(found.Except(used).Select(id => new UnusableClip(id, ClipName().IsMatch(id) ? "It is in neither list." : "Its name is not ACTOR_SENTENCE_EMOTION_LEVEL.")));
        var parts = SpeakerSplit.Of(usable.Select(ActorOf), options.Seed);
        PreparedRow[] bySpeaker = [.. usable.Order(StringComparer.Ordinal).Select(id => Row(id, parts[ActorOf(id)]))];
        PreparedRow[] published = [.. listed.Where(clip => usable.Contains(clip.Id)).OrderBy(clip => clip.Id, StringComparer.Ordinal).Select(clip => Row(clip.Id, clip.Split))];
        PreparedManifest[] manifests = published.Length == 0 ? [folder.WriteManifest("manifest.csv", Media, bySpeaker)]
            : [folder.WriteManifest("manifest.csv", Media, published), folder.WriteManifest("manifest-by-speaker.csv", Media, bySpeaker)];
        return new(manifests, unusable.Count, folder.WriteUnusable(unusable), [.. notes, .. Notes(published)]);
    }

    private static IEnumerable<string> Files(string folder, string ending) =>
        Directory.EnumerateFiles(folder).Where(file => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).Select(file => Path.GetFileNameWithoutExtension(file));

    private static PreparedRow Row(string id, string split) => new(id, split, ActorOf(id), EmotionOf(id), ClipConverter.PathsOf(id));

    private static List<string> Notes(PreparedRow[] published)
    {
        if (published.Length == 0) return [];
        var trained = published.Where(row => row.Split == "train").Select(row => row.Group).ToHashSet();
        var tested = published.Where(row => row.Split == "test").Select(row => row.Group).ToHashSet();
        var both = tested.Count(trained.Contains);
        return both == 0 ? []
            : [$"The published lists share speakers: {both} of the {tested.Count} speakers of the test are in training too. manifest-by-speaker.csv has parts without a speaker in common."];
    }

    private static void RequireClass(ListedClip clip)
    {
        if (!ClipName().IsMatch(clip.Id)) throw new DataException($"{clip.Place} must name a clip as 1001_DFA_ANG_XX; got '{clip.Id}'.");
        if (EmotionOf(clip.Id) != clip.Class) throw new DataException($"{clip.Place} must give {clip.Id} the class of its name, {EmotionOf(clip.Id)}; got '{clip.Class}'.");
    }

    private static string ActorOf(string id) => id.Split('_')[0];

    private static string EmotionOf(string id) => id.Split('_')[2];

    [GeneratedRegex("^[0-9]{4}_[A-Z]{3}_(ANG|DIS|FEA|HAP|NEU|SAD)_[A-Z]{1,2}$")]
    private static partial Regex ClipName();
}
