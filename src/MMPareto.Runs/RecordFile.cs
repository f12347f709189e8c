using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>A record as the whole of a JSON file.</summary>
internal static class RecordFile
{
    /// <summary>The most bytes of a record: many more than any takes. What they become in memory and in a report is up to a hundred times as much.</summary>
    public const long LongestFile = 4 << 20;

    /// <summary>Writes it, whole or not at all.</summary>
    public static void Write<T>(string path, T record, JsonTypeInfo<T> type) =>
        AtomicFile.Write(path, [.. JsonSerializer.SerializeToUtf8Bytes(record, type), (byte)'\n']);

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="whenMissing">What it means when there is none, in words.</param>
    /// <param name="longest">The most bytes.</param>
    public static T Read<T>(string path, JsonTypeInfo<T> type, string whenMissing, long longest = LongestFile) =>
        JsonLinesReader.Parse(ReadText(path, whenMissing, longest), path, type, isLine: false, isTorn: () => false);

    /// <summary>The text of a file.</summary>
    /// <exception cref="RunFolderException">There is none, or one that is too long for what it should hold.</exception>
    public static string ReadText(string path, string whenMissing, long longest = LongestFile) =>
        !File.Exists(path) ? throw Missing(path, whenMissing) : OwnFiles.HasText(path, longest) ? File.ReadAllText(path) : "";

    /// <summary>What is thrown for a file that should be there.</summary>
    public static RunFolderException Missing(string path, string why) =>
        new($"{path} must exist; got no such file, so {why}.");
}
