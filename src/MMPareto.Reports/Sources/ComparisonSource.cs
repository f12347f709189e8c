using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.Sources;

/// <summary>A comparison and those of its runs that are there.</summary>
internal sealed record ComparisonSource
{
    /// <summary>The comparison.</summary>
    public required ComparisonRecord Record { get; init; }

    /// <summary>The runs of each method, in its order.</summary>
    public required IReadOnlyList<MethodRuns> Methods { get; init; }

    /// <summary>What reading has met with, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="RunFolderException">The comparison cannot be understood.</exception>
    public static ComparisonSource Read(string folder)
    {
        OwnFiles.Require(folder, Path.Combine(folder, ComparisonFile.Name));
        var record = ComparisonFile.Read(folder);
        var (notes, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        return new()
        {
            Record = record,
            Methods = [.. record.Methods.Select(method => new MethodRuns(method, ReadRuns(folder, method, seen, notes)))],
            Notes = notes,
        };
    }

    /// <summary>A run; null when a file of it cannot be read, which becomes a note: the verdict does not need it.</summary>
    private static RunSource? TryRead(string path, List<string> notes)
    {
        try
        {
            return RunSource.Read(RunFolder.Open(path));
        }
        catch (RunFolderException e)
        {
            notes.Add($"A run is left out of the charts: {e.Message}");
            return null;
        }
    }

    private static List<RunSource> ReadRuns(string folder, ComparedMethodRecord method, HashSet<string> seen, List<string> notes)
    {
        var runs = new List<RunSource>();
        foreach (var run in method.Runs)
        {
            if (run.Folder is null) continue;
            var path = Path.Combine(folder, run.Folder);
            if (!OwnFiles.IsInside(folder, path)) notes.Add($"The run folder {run.Folder} is not in the folder of the comparison; charts that need it go without.");
            else if (!File.Exists(Path.Combine(path, "config.yaml"))) notes.Add($"The run folder {run.Folder} is not there; charts that need it go without.");
            else if (!seen.Add(Path.GetFullPath(path))) notes.Add($"The run folder {run.Folder} is named twice; it is looked at once.");
            else if (TryRead(path, notes) is { } source) runs.Add(source);
        }
        return runs;
    }
}
