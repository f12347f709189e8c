namespace MMPareto.Data.Manifests;

/// <summary>Names of modalities after columns.</summary>
internal static class InputNames
{
    /// <summary>The name of the modality that all columns of numbers and categories make.</summary>
    public const string Table = "table";

    private static readonly string[] Reserved = ["fused", "mean", "label", "id", "none"];

    /// <summary>Names made of letters, digits, '-' and '_', all different, none with another meaning in tables.</summary>
    /// <param name="columns">Names of columns.</param>
    /// <param name="hasTable">Whether the name of the table is taken.</param>
    /// <returns>By column.</returns>
    public static IReadOnlyDictionary<string, string> For(IEnumerable<string> columns, bool hasTable)
    {
        var taken = new HashSet<string>(hasTable ? [.. Reserved, Table] : Reserved, StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>();
        foreach (var column in columns)
        {
            var plain = string.Concat(column.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
            var name = plain;
            for (var number = 2; !taken.Add(name); number++) name = $"{plain}_{number}";
            names[column] = name;
        }
        return names;
    }
}
