namespace MMPareto.Fuzzing;

/// <summary>A new empty folder, in memory where the system has such a place, deleted in the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <summary>Where it is.</summary>
    public string FullPath { get; } = Directory.Exists(Memory)
        ? Directory.CreateDirectory(Path.Combine(Memory, $"mmpareto-fuzz-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("mmpareto-fuzz-").FullName;

    /// <summary>The path of something in it.</summary>
    /// <param name="name">Its name.</param>
    public string this[string name] => Path.Combine(FullPath, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
