namespace MMPareto.Benchmarks;

/// <summary>A new empty folder among the system's temporary ones, deleted in the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("mmpareto-bench-").FullName;

    /// <summary>The path of something in it.</summary>
    /// <param name="name">Its name.</param>
    public string this[string name] => Path.Combine(_path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_path, recursive: true);
}
