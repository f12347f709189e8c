using System.Text.RegularExpressions;
using MMPareto.Data.Images;

namespace MMPareto.Data.PreparedSets;

/// <summary>ModelNet40 [Wu2015] in twelve views of each object [Su2015]: <c>CLASS/train/CLASS_0001_001.jpg</c> to <c>_012</c>.</summary>
/// <remarks>The first view is column <c>front</c>, the seventh <c>rear</c>, as in [Wu2022]. No image is copied: paths start from the download.</remarks>
public static partial class ModelNet40Preparation
{
    /// <summary>Name of the set, and of its folder unless told otherwise.</summary>
    public const string Name = "modelnet40";

    private const int Views = 12;
    private const int Rear = 6;
    private static readonly string[] Media = ["front", "rear"];
    private static readonly string[] Splits = ["train", "test"];

    /// <summary>Prepares it: writes a manifest.</summary>
    /// <param name="options">Where from and to; there are no lists.</param>
    /// <param name="progress">Receives how many objects are done, of how many.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="DataException">A folder is not as it must be, or no object can be used.</exception>
    public static PreparedSet Prepare(PreparationOptions options, Action<int, int> progress, CancellationToken stop = default)
    {
        options.Validate();
        var objects = Objects(options.From);
        if (objects.Count == 0) throw new DataException($"{options.From} must hold images as airplane/train/airplane_0001_001.jpg; got none.");
        var folder = PreparedFolder.Open(Name, options);
        List<PreparedRow> rows = [];
        List<UnusableClip> unusable = [];
        foreach (var each in objects)
        {
            stop.ThrowIfCancellationRequested();
            if (ProblemOf(options.From, each) is { } problem) unusable.Add(new(each.Id, problem));
            else rows.Add(new(each.Id, each.Split, null, each.Class, [each.Images[0], each.Images[Rear]]));
            progress(rows.Count + unusable.Count, objects.Count);
        }
        if (rows.Count == 0) throw new DataException($"{options.From} must hold objects that can be used; of {objects.Count} none can. The first: {unusable[0].Reason}");
        return new([folder.WriteManifest("manifest.csv", Media, rows)], unusable.Count, folder.WriteUnusable(unusable), [], options.From);
    }

    private static List<RenderedObject> Objects(string root) =>
    [
        .. from path in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
           let label = Path.GetFileName(path)
           from split in Splits
           let images = Path.Combine(path, split)
           where Directory.Exists(images)
           from view in Directory.EnumerateFiles(images).Order(StringComparer.Ordinal)
           let match = ViewName().Match(Path.GetFileName(view))
           where match.Success
           group $"{label}/{split}/{Path.GetFileName(view)}" by (Id: match.Groups["id"].Value, Split: split, Class: label) into ofObject
           select new RenderedObject(ofObject.Key.Id, ofObject.Key.Split, ofObject.Key.Class, [.. ofObject]),
    ];

    private static string? ProblemOf(string root, RenderedObject each)
    {
        if (each.Images.Count != Views) return FormattableString.Invariant($"It has {each.Images.Count} views and not {Views}.");
        try
        {
            ImageHeader.Read(Path.Combine(root, each.Images[0]));
            ImageHeader.Read(Path.Combine(root, each.Images[Rear]));
            return null;
        }
        catch (DataException e)
        {
            return e.Message;
        }
    }

    private sealed record RenderedObject(string Id, string Split, string Class, IReadOnlyList<string> Images);

    [GeneratedRegex("^(?<id>.+)_[0-9]{3}[.](jpg|jpeg|png)$", RegexOptions.IgnoreCase)]
    private static partial Regex ViewName();
}
