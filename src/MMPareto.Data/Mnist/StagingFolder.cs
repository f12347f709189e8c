using System.Security.Cryptography;

namespace MMPareto.Data.Mnist;

/// <summary>
/// A temporary folder inside the folder of a data set; what is complete and right moves out of it.
/// </summary>
/// <remarks>
/// Lying on the same volume, the move is atomic: nobody sees half a file. Every process has its own, so two
/// that fetch at once only do the work twice. Those that a killed process left behind are removed after a
/// day.
/// </remarks>
public sealed class StagingFolder : IDisposable
{
    private const string Prefix = ".fetch-";
    private readonly string _target;

    private StagingFolder(string target)
    {
        _target = target;
        FullPath = Path.Combine(target, Prefix + Guid.NewGuid().ToString("N"));
    }

    /// <summary>The temporary folder itself.</summary>
    public string FullPath { get; }

    /// <summary>Makes one.</summary>
    /// <param name="target">The folder of the data set; made if it does not exist.</param>
    /// <returns>An empty folder, removed with all it holds on dispose.</returns>
    /// <exception cref="DataException">The folder cannot be written to.</exception>
    public static StagingFolder Create(string target)
    {
        try
        {
            var staging = new StagingFolder(target);
            Directory.CreateDirectory(staging.FullPath);
            RemoveLeftovers(target, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));
            return staging;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{target} cannot be written to: {e.Message}", e);
        }
    }

    /// <summary>Writes contents down, checks them, and moves the file into place.</summary>
    /// <param name="file">Which file it is to be.</param>
    /// <param name="contents">Its decompressed contents.</param>
    /// <param name="origin">Where they come from, for messages.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>A task that ends when the file is in place.</returns>
    /// <exception cref="DataException">The contents are not the file's.</exception>
    public async Task AcceptAsync(
        MnistFile file, Stream contents, string origin, CancellationToken cancellationToken)
    {
        var path = Path.Combine(FullPath, file.Name + ".part");
        string found;
        await using (var written = new FileStream(path, FileMode.Create, FileAccess.ReadWrite))
        await using (var bounded = new BoundedStream(contents, file.Length))
        {
            await bounded.CopyToAsync(written, cancellationToken);
            written.Position = 0;
            found = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken));
        }
        file.RequireChecksum(found, origin);
        MoveIntoPlace(path, Path.Combine(_target, file.Name));
    }

    /// <summary>Whether a file is in place.</summary>
    internal bool Holds(MnistFile file) => file.FindIn(_target) is not null;

    /// <summary>Removes the folder and what is left in it.</summary>
    public void Dispose() => TryRemove(FullPath);

    private static void MoveIntoPlace(string path, string target)
    {
        try
        {
            File.Move(path, target, overwrite: false);
        }
        catch (IOException) when (File.Exists(target))
        {
            // Another process was faster; what it put there passed the same check.
        }
    }

    private static void RemoveLeftovers(string target, DateTime before)
    {
        foreach (var folder in Directory.EnumerateDirectories(target, Prefix + "*"))
            if (Directory.GetLastWriteTimeUtc(folder) < before) TryRemove(folder);
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left for a later run: a temporary folder in the way must not fail what has succeeded.
        }
    }
}
