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
    public static string? Find(object record, JsonTypeInfo type) => Find(record, type, "$");

    private static string? Find(object record, JsonTypeInfo type, string path)
    {
        foreach (var property in type.Properties)
        {
            if (property.Get is not { } get) continue;
            var place = $"{path}.{property.Name}";
            var value = get(record);
            if (value is null && !property.IsGetNullable && !property.PropertyType.IsValueType) return place;
            if (FindWithin(value, type.Options, place) is { } found) return found;
        }
        return null;
    }

    private static string? FindWithin(object? value, JsonSerializerOptions options, string path) => value switch
    {
        null or string or ValueType => null,
        IDictionary map => map.Keys.Cast<object>().Select(key => FindEntry(map[key], map, options, $"{path}.{key}")).FirstOrDefault(found => found is not null),
        IEnumerable list => IsOfNumbers(list) ? null : list.Cast<object?>()
            .Select((entry, i) => FindEntry(entry, list, options, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).FirstOrDefault(found => found is not null),
        _ => Find(value, options.GetTypeInfo(value.GetType()), path),
    };

    private static string? FindEntry(object? entry, object owner, JsonSerializerOptions options, string path) =>
        entry is null ? IsOfNumbers(owner) ? null : path : FindWithin(entry, options, path);

    /// <summary>Whether entries are plain values, of which a null is one only where their type says so.</summary>
    private static bool IsOfNumbers(object collection) => collection.GetType().GenericTypeArguments is [.., { IsValueType: true }];
}
