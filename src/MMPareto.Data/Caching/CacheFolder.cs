using System.Buffers;

namespace MMPareto.Data.Caching;

/// <summary>The files of a cache: at most so many bytes, those not used for longest go first.</summary>
/// <remarks>
/// Time of last use is the file's time of last change. Other programs' files are left alone. Other processes' entries
/// are seen when the folder is read anew: whenever room is short, and before more than an eighth of the bound is written.
/// </remarks>
internal sealed class CacheFolder
{
    private const string Extension = ".f32";
    private const string UnfinishedPrefix = "writing-";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private static readonly TimeSpan UnfinishedAge = TimeSpan.FromDays(1);

    private readonly string _folder;
    private readonly long _maximumBytes;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long _used;
    private long _writtenSinceReading;

    /// <summary>Makes the folder if need be, and removes what is too much or was left unfinished.</summary>
    public CacheFolder(string folder, long maximumBytes, TimeProvider time)
    {
        (_folder, _maximumBytes, _time) = (Path.GetFullPath(folder), maximumBytes, time);
        Directory.CreateDirectory(_folder);
        MakeRoom(0);
    }

    public string PathOf(string key) => Path.Combine(_folder, key + Extension);

    public string NewUnfinished() => Path.Combine(_folder, $"{UnfinishedPrefix}{Guid.NewGuid():N}");

    /// <summary>Sets room aside, removing older entries if need be.</summary>
    /// <returns>Whether there is room at all.</returns>
    public bool Reserve(long bytes)
    {
        if (bytes > _maximumBytes) return false;
        lock (_lock)
        {
            if (_used + bytes > _maximumBytes || _writtenSinceReading + bytes > _maximumBytes / 8) MakeRoom(bytes);
            _used += bytes;
            _writtenSinceReading += bytes;
            return true;
        }
    }

    /// <summary>Notes that a file was used now, if that may be noted.</summary>
    public void TryTouch(string path) => Try(() => File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime));

    /// <summary>Removes a file if it is there and may be removed.</summary>
    public static void TryDelete(string path) => Try(() => File.Delete(path));

    /// <summary>
    /// Reads the folder anew. When room is short, a tenth of the bound more is made, so that this need not be done
    /// for every entry.
    /// </summary>
    private void MakeRoom(long bytes)
    {
        RemoveUnfinished();
        var entries = new DirectoryInfo(_folder).GetFiles("*" + Extension).Where(IsEntry)
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).ToArray();
        (_used, _writtenSinceReading) = (entries.Sum(entry => entry.Length), 0);
        if (_used + bytes <= _maximumBytes) return;
        var keep = _maximumBytes - bytes - (bytes > 0 ? _maximumBytes / 10 : 0);
        foreach (var entry in entries.TakeWhile(_ => _used > keep))
        {
            TryDelete(entry.FullName);
            _used -= entry.Length;
        }
    }

    private void RemoveUnfinished()
    {
        var before = _time.GetUtcNow().UtcDateTime - UnfinishedAge;
        foreach (var file in new DirectoryInfo(_folder).GetFiles(UnfinishedPrefix + "*"))
            if (file.LastWriteTimeUtc < before) TryDelete(file.FullName);
    }

    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use or gone, or the folder may not be changed: the values are right without.
        }
    }

    private static bool IsEntry(FileInfo file) =>
        file.Name.Length == CacheKey.Length + Extension.Length
        && file.Name.AsSpan(0, CacheKey.Length).IndexOfAnyExcept(Digits) < 0;
}
