using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>Finds nulls where a record has none: the serializer looks at properties that are given, not at those left out or at entries of lists.</summary>
internal static class RecordNulls
{
    /// <summary>Where the first one is, as <c>$.encoders.gray</c>; null when there is none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="type">How it was read.</param>
    public static string? Find(object record, JsonTypeInfo type) => FindBelow(record, type) is { } place ? $"${place}" : null;

    /// <summary>The place below a record: most have none, and none is put together for them.</summary>
    private static string? FindBelow(object record, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType.IsValueType || property.Get is not { } get) continue; // of numbers null is a value, or cannot be
            var value = get(record);
            if (value is null && !property.IsGetNullable) return $".{property.Name}";
            if (FindWithin(value, type.Options) is { } found) return $".{property.Name}{found}";
        }
        return null;
    }

    private static string? FindWithin(object? value, JsonSerializerOptions options)
    {
        if (value is null or string or ValueType) return null;
        if (value is not IEnumerable entries) return FindBelow(value, options.GetTypeInfo(value.GetType()));
        if (IsOfNumbers(value)) return null;
        if (value is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
                if (FindEntry(entry.Value, options) is { } found) return $".{entry.Key}{found}";
            return null;
        }
        var i = 0;
        foreach (var entry in entries)
        {
            if (FindEntry(entry, options) is { } found) return string.Create(CultureInfo.InvariantCulture, $"[{i}]{found}");
            i++;
        }
        return null;
    }

    private static string? FindEntry(object? entry, JsonSerializerOptions options) => entry is null ? "" : FindWithin(entry, options);

    /// <summary>Whether entries are plain values, of which a null is one only where their type says so.</summary>
    private static bool IsOfNumbers(object collection) => collection.GetType().GenericTypeArguments is [.., { IsValueType: true }];
}
