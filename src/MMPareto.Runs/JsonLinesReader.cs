using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>Reads a file of one JSON object a line, also while it is being written.</summary>
internal static class JsonLinesReader
{
    /// <summary>Characters a line may have: many more than any record takes.</summary>
    public const int LongestLine = 1 << 20;

    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> type)
    {
        if (FileSize.Of(path) == 0) yield break; // nothing yet, or a pipe, at whose opening one would wait
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        for (var number = 1; ; number++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{number}");
            if (LineReader.Read(reader, place, LongestLine) is not { } line) yield break;
            yield return Parse(line, place, type, isLine: true, isTorn: () => reader.EndOfStream && !EndsWithNewline(stream));
        }
    }

    /// <summary>The record in a piece of JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="place">The file, or file and line, for messages.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="isLine">Whether the text is one line of a file.</param>
    /// <param name="isTorn">Whether the text was cut off; asked only when it cannot be read.</param>
    public static T Parse<T>(string json, string place, JsonTypeInfo<T> type, bool isLine, Func<bool> isTorn)
    {
        try
        {
            var record = JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The JSON value is null.");
            return RecordNulls.Find(record, type) is not { } at ? record
                : throw new RunFolderException($"{place}: must be the JSON of {typeof(T).Name}; got: The value is null or missing. At {ShownText.Of(at)}.");
        }
        catch (JsonException e)
        {
            var message = isTorn()
                ? $"{place}: the last line must be whole; got a torn one, as when a run is cut off while it writes. " +
                    "Delete that line to read the others."
                : $"{place}: must be the JSON of {typeof(T).Name}; got: {JsonReason.Of(e, isLine)}";
            throw new RunFolderException(message, e);
        }
    }

    private static bool EndsWithNewline(FileStream stream)
    {
        if (stream.Length == 0) return true;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
