namespace MMPareto.Data.Manifests;

/// <summary>Names of modalities and targets after columns.</summary>
internal static class InputNames
{
    /// <summary>The name of the modality that all columns of numbers and categories make.</summary>
    public const string Table = "table";

    private static readonly string[] Reserved = ["fused", "mean", "id", "none"];

    /// <summary>Names of modalities, made of letters, digits, '-' and '_', all different, none with another meaning in tables.</summary>
    /// <param name="columns">Names of columns.</param>
    /// <param name="hasTable">Whether the name of the table is taken.</param>
    /// <returns>By column.</returns>
    public static IReadOnlyDictionary<string, string> For(IEnumerable<string> columns, bool hasTable) =>
        Unlike(hasTable ? [.. Reserved, Target.DefaultName, Table] : [.. Reserved, Target.DefaultName], columns);

    /// <summary>Names of targets, made of the same characters, all different.</summary>
    /// <param name="columns">Names of label columns.</param>
    /// <returns>By column.</returns>
    public static IReadOnlyDictionary<string, string> ForTargets(IEnumerable<string> columns) => Unlike(Reserved, columns);

    private static Dictionary<string, string> Unlike(IEnumerable<string> reserved, IEnumerable<string> columns)
    {
        var taken = new HashSet<string>(reserved, StringComparer.OrdinalIgnoreCase);
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
