using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Mnist;
using static MMPareto.Experiments.Checks.CheckResult;

namespace MMPareto.Experiments.Checks;

/// <summary>Looks at the folder of downloaded data and at what fills it.</summary>
internal static class DataCache
{
    private const double GiB = 1L << 30;
    private const long Needed = 1L << 28; // MNIST is 55 MB unpacked; the rest is for what a run writes

    public static IEnumerable<CheckResult> Examine()
    {
        yield return Folder(Path.GetDirectoryName(MnistFiles.CacheFolder)!);
        var fetched = MnistFiles.Original.All.All(file => file.FindIn(MnistFiles.CacheFolder) is not null);
        yield return Ok("mnist", fetched ? "fetched" : "not fetched yet; the first training on it does so");
        yield return Npm(Environment.GetEnvironmentVariable("PATH") ?? "", fetched);
    }

    /// <summary>Whether the folder, or what is there of it, can be written to and has room.</summary>
    internal static CheckResult Folder(string path)
    {
        try
        {
            var existing = NearestExisting(path);
            ProveWritable(existing);
            var free = new DriveInfo(existing).AvailableFreeSpace;
            var found = string.Create(CultureInfo.InvariantCulture, $"{path}, {free / GiB:0.0} GiB free");
            return free >= Needed
                ? Ok("data cache", found)
                : Warning("data cache", found, $"Make room, or set {DataFolder.Variable} to a folder with more.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var advice = $"Set {DataFolder.Variable} to a folder that can.";
            return Failure("data cache", $"{path} cannot be written to", advice);
        }
    }

    internal static CheckResult Npm(string path, bool fetched)
    {
        const string Advice = "Install it if the mirrors of MNIST cannot be reached from here; it is the way round them.";
        string[] names = OperatingSystem.IsWindows() ? ["npm.cmd", "npm.exe"] : ["npm"];
        var candidates =
            from folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            from name in names
            select Path.Combine(folder, name);
        if (candidates.FirstOrDefault(File.Exists) is { } found) return Ok("npm", found);
        return fetched
            ? Ok("npm", "not installed, and not needed: the data is there")
            : Warning("npm", "not installed", Advice);
    }

    /// <summary>The folder itself, or the first above it that is there. A file in its place is no folder.</summary>
    private static string NearestExisting(string path)
    {
        var folder = new DirectoryInfo(path);
        while (!folder.Exists && !File.Exists(folder.FullName) && folder.Parent is { } above) folder = above;
        return folder.FullName;
    }

    private static void ProveWritable(string folder)
    {
        var probe = Path.Combine(folder, $".mmpareto-{Guid.NewGuid():N}");
        File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
    }
}
