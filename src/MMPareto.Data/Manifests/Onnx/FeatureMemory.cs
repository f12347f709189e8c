using System.Collections.Concurrent;

namespace MMPareto.Data.Manifests.Onnx;

/// <summary>Features that were computed before, up to so many bytes; what comes later is computed each time. Safe for several threads.</summary>
/// <param name="maximumBytes">The bound.</param>
internal sealed class FeatureMemory(long maximumBytes)
{
    /// <summary>The bound of a run, in bytes.</summary>
    public const long Room = 1_000_000_000;

    private const int RoomForKey = 200;
    private readonly ConcurrentDictionary<(string Modality, string Path), float[]> _known = [];
    private long _bytes;

    /// <summary>How many there are.</summary>
    public int Count => _known.Count;

    /// <summary>Gives the features of a file.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="path">The file.</param>
    /// <param name="destination">Receives them.</param>
    /// <returns>Whether they are there.</returns>
    public bool TryRead(string modality, string path, Span<float> destination)
    {
        if (!_known.TryGetValue((modality, path), out var values)) return false;
        values.CopyTo(destination);
        return true;
    }

    /// <summary>Keeps the features of a file, if there is room.</summary>
    /// <param name="modality">The modality.</param>
    /// <param name="path">The file.</param>
    /// <param name="values">They.</param>
    public void Keep(string modality, string path, ReadOnlySpan<float> values)
    {
        var bytes = RoomForKey + (2L * path.Length) + ((long)sizeof(float) * values.Length);
        if (Interlocked.Add(ref _bytes, bytes) > maximumBytes || !_known.TryAdd((modality, path), values.ToArray()))
            Interlocked.Add(ref _bytes, -bytes);
    }
}
