using System.Buffers;

namespace MMPareto.Data.Caching;

/// <summary>Keeps decoded values on disk, so that a later epoch or run need not decode again.</summary>
/// <remarks>
/// An entry belongs to a file's full name, length, time of last change, and the settings of decoding; a changed file or
/// setting is decoded anew. Values come back bit for bit. Only what is the same each time is worth keeping, such as
/// evaluation views. Several threads and processes may share the folder: an entry appears whole or not at all, and there
/// are no locks that could be left behind. Whatever goes wrong with the cache, a full disk included, values are decoded;
/// <see cref="Misses"/> and <see cref="Problem"/> tell.
/// </remarks>
public sealed class DecodeCache
{
    private readonly CacheFolder _folder;
    private long _hits;
    private long _misses;

    /// <summary>Opens a cache.</summary>
    /// <param name="folder">Made if it does not exist. Files in it that are no entries are left alone.</param>
    /// <param name="maximumBytes">
    /// Bound on the entries, at least 1 MiB; those not used for longest make room. Each further process that writes may
    /// exceed it by an eighth for a while.
    /// </param>
    /// <param name="time">The clock for use and age; default the system's.</param>
    /// <exception cref="DataException">The folder cannot be made or read.</exception>
    public DecodeCache(string folder, long maximumBytes, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1L << 20);
        try
        {
            _folder = new CacheFolder(folder, maximumBytes, time ?? TimeProvider.System);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{folder} cannot be used as a cache: {e.Message}", e);
        }
    }

    /// <summary>How often a value was found.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>How often a value had to be decoded.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>Why a value could not be kept, the last time; null if all could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Gives values from the cache, else decodes and keeps them.</summary>
    /// <param name="source">The file that is decoded.</param>
    /// <param name="settings">All that decides the values besides the file.</param>
    /// <param name="destination">Receives the values.</param>
    /// <param name="decode">
    /// Writes every value of the file named; its exceptions come through, and nothing is kept.
    /// </param>
    public void Read(string source, string settings, Span<float> destination, SpanAction<float, string> decode)
    {
        var key = CacheKey.Of(source, settings);
        if (key is not null && TryRead(key, destination))
        {
            Interlocked.Increment(ref _hits);
            return;
        }
        Interlocked.Increment(ref _misses);
        decode(destination, source);
        var unchanged = key is not null && CacheKey.Of(source, settings) == key;
        if (unchanged) TryWrite(key!, destination);
    }

    private bool TryRead(string key, Span<float> destination)
    {
        var path = _folder.PathOf(key);
        try
        {
            if (!CacheEntry.IsThere(path, destination.Length) || !CacheEntry.TryRead(path, key, destination)) return false;
            _folder.TryTouch(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it may vanish at any time
        }
    }

    private void TryWrite(string key, ReadOnlySpan<float> values)
    {
        var unfinished = _folder.NewUnfinished();
        try
        {
            if (!_folder.Reserve(CacheEntry.LengthFor(values.Length)))
            {
                Problem = $"an entry of {CacheEntry.LengthFor(values.Length)} bytes is larger than the whole cache.";
                return;
            }
            CacheEntry.Write(unfinished, key, values);
            _folder.TryTouch(unfinished);
            File.Move(unfinished, _folder.PathOf(key), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = e.Message;
            CacheFolder.TryDelete(unfinished);
        }
    }
}
