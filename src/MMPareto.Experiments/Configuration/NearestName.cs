namespace MMPareto.Experiments.Configuration;

/// <summary>Finds the known name that was perhaps meant by an unknown one.</summary>
public static class NearestName
{
    private const int Longest = 64; // nobody mistypes a name that long, and distances cost its square

    /// <summary>The nearest of some names, or null when none is near: few letters changed, or an abbreviation.</summary>
    /// <param name="given">The unknown name.</param>
    /// <param name="known">The known names.</param>
    public static string? Find(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > Longest) return null;
        var name = Normal(given);
        var candidates = known.Select(k => (Name: k, Distance: Distance(name, Normal(k)))).ToList();
        var near = candidates.Where(c => c.Distance <= Math.Max(1, name.Length / 3)).ToList();
        if (near.Count == 0) near = [.. candidates.Where(c => Abbreviates(name, Normal(c.Name)))];
        return near.OrderBy(c => c.Distance).FirstOrDefault().Name;
    }

    /// <summary>The nearest path: first among the names of the same section, then the same name elsewhere.</summary>
    internal static string? FindPath(string section, string name, ConfigSchema schema)
    {
        if (section.Length + name.Length > Longest) return null;
        var inSection = schema.Keys.Where(k => k.Section == section).Select(k => k.Name);
        if (section.Length > 0 && Find(name, inSection) is { } near) return $"{section}.{near}";
        var elsewhere = schema.Keys.FirstOrDefault(k => Normal(k.Name) == Normal(name));
        if (elsewhere is not null) return elsewhere.Path;
        return Find(section.Length == 0 ? name : $"{section}.{name}", section.Length == 0
            ? [.. schema.Sections, .. schema.Keys.Where(k => k.Section.Length == 0).Select(k => k.Path)]
            : schema.Keys.Select(k => k.Path));
    }

    private static string Normal(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Whether the letters stand in a name in this order, the first of all included: lr, learning_rate.</summary>
    private static bool Abbreviates(string letters, string name)
    {
        if (letters.Length < 2 || letters[0] != name[0]) return false;
        var matched = 0;
        foreach (var c in name)
            if (matched < letters.Length && c == letters[matched]) matched++;
        return matched == letters.Length;
    }

    /// <summary>Number of letters to insert, delete, replace, or swap with a neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, replaced);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
