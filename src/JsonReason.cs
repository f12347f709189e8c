using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MMPareto;

/// <summary>Why JSON cannot be read, and where, in the words of a message.</summary>
internal static partial class JsonReason
{
    /// <summary>The reason as a sentence, and where: <c>The JSON value could not be converted to System.Int32. At $.step, line 3, after byte 9.</c></summary>
    /// <param name="e">What the serializer raised; it counts lines from 0, and the bytes of the line that it has read.</param>
    /// <param name="isLine">Whether the text is one line of a file, whose number the message tells elsewhere.</param>
    public static string Of(JsonException e, bool isLine = false)
    {
        var reason = ShownText.Of(Place().Replace(e.Message, ""));
        string[] places =
        [
            .. string.IsNullOrEmpty(e.Path) || e.Path == "$" ? Array.Empty<string>() : [ShownText.Of(e.Path)],
            .. e.LineNumber is { } line && !isLine ? [string.Create(CultureInfo.InvariantCulture, $"line {line + 1}")] : Array.Empty<string>(),
            .. e.BytePositionInLine is { } position ? [string.Create(CultureInfo.InvariantCulture, $"after byte {position}")] : Array.Empty<string>(),
        ];
        return places.Length == 0 ? reason : $"{reason} At {string.Join(", ", places)}.";
    }

    /// <summary>What the serializer adds to its message.</summary>
    [GeneratedRegex(" (Path|LineNumber): .*", RegexOptions.Singleline)]
    private static partial Regex Place();
}
