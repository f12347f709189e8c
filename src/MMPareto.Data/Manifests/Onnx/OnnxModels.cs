using System.Security.Cryptography;

namespace MMPareto.Data.Manifests.Onnx;

/// <summary>The networks of this process: one session for each file and content, for as long as somebody uses it.</summary>
internal static class OnnxModels
{
    private const long LongestFile = 2_000_000_000;
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Path, string Sha256), WeakReference<OnnxModel>> Open = [];

    /// <summary>Takes a network, opening it if need be. The file is read each time, as it may have changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The SHA-256 that it must have; null for any.</param>
    /// <exception cref="DataException">It cannot be read, is another file than it was, or no network that can be used.</exception>
    public static OnnxModel Take(string path, string? expected = null)
    {
        path = Path.GetFullPath(path);
        lock (Gate)
        {
            var sha256 = ChecksumOf(path);
            if (expected is not null && sha256 != expected) throw Changed(path, expected, sha256);
            if (Open.TryGetValue((path, sha256), out var known) && known.TryGetTarget(out var model)) return model;
            var bytes = Reading(path, () => File.ReadAllBytes(path));
            if (Hex(SHA256.HashData(bytes)) is var read && read != sha256) throw Changed(path, sha256, read);
            var opened = new OnnxModel(path, sha256, bytes);
            Open[(path, sha256)] = new(opened);
            return opened;
        }
    }

    /// <summary>Copies a network to another folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The SHA-256 that it must have.</param>
    /// <param name="copy">The new file.</param>
    /// <exception cref="DataException">It cannot be read, or is another file than it was.</exception>
    public static void Copy(string path, string expected, string copy)
    {
        ChecksumOf(path); // tells what cannot be read
        File.Copy(path, copy);
        if (ChecksumOf(copy) is var copied && copied != expected) throw Changed(path, expected, copied);
    }

    private static string ChecksumOf(string path) => Reading(path, () =>
    {
        FileContent.Require(path);
        using var stream = File.OpenRead(path);
        return stream.Length <= LongestFile ? Hex(SHA256.HashData(stream))
            : throw new DataException($"{path} must be an ONNX model of at most {LongestFile} bytes; got {stream.Length}.");
    });

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileContent.Unreadable(path, e);
        }
    }

    private static DataException Changed(string path, string expected, string got) =>
        new($"{path} must be the network of the run, with SHA-256 {expected}; got {got}. Put that file back, or train again.");

    private static string Hex(byte[] sum) => Convert.ToHexStringLower(sum);
}
