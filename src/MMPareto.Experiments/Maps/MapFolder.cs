using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Experiments.Maps;

/// <summary>The folder of a map, held against other processes; described in <c>docs/maps.md</c>.</summary>
internal sealed class MapFolder : IDisposable
{
    /// <summary>What was asked for last; tells that the folder is that of a map.</summary>
    public const string PlanName = "map-plan.yaml";

    private readonly FolderLock _lock;
    private readonly string _path;

    private MapFolder(string path) => (_path, _lock) = (path, StudyFolder.Open(path, PlanName, "a map"));

    /// <summary>Opens a map's folder, or makes one.</summary>
    /// <exception cref="ConfigException">There is something else.</exception>
    /// <exception cref="RunFolderException">Another process uses it, or it cannot be made.</exception>
    public static MapFolder Open(string path) => new(path);

    /// <summary>Path of what stands in the folder under a name with slashes.</summary>
    public string In(string name) => Path.Combine([_path, .. name.Split('/')]);

    /// <summary>Writes a file, whole or not at all.</summary>
    public void Write(string name, string text) => AtomicFile.WriteText(In(name), text);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
