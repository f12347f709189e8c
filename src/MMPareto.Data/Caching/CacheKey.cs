using System.Globalization;

namespace MMPareto.Data.Caching;

/// <summary>What a cached value hangs on.</summary>
internal static class CacheKey
{
    /// <summary>Hexadecimal digits of a key.</summary>
    public const int Length = 64;

    /// <summary>SHA-256 of the file's full name, length and time of last change, and of the settings.</summary>
    /// <returns>Lower-case hexadecimal; null when the file cannot be seen.</returns>
    public static string? Of(string source, string settings)
    {
        try
        {
            using var file = File.OpenHandle(source); // of a link, what it leads to
            return ContentHash.Of(
                Path.GetFullPath(source), Text(RandomAccess.GetLength(file)),
                Text(File.GetLastWriteTimeUtc(file).Ticks), settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
