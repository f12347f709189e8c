namespace MMPareto.Benchmarks.Pages;

/// <summary>Why bars are not met, from a hand-written list: lines <c>* step/mbt: because …</c>.</summary>
internal static class Reasons
{
    private const string Bullet = "* ";

    /// <summary>Reads the list.</summary>
    /// <param name="text">Markdown.</param>
    /// <returns>By identifier of the bar.</returns>
    public static IReadOnlyDictionary<string, string> Read(string text) => text.Split('\n')
        .Where(line => line.StartsWith(Bullet, StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal))
        .Select(line => line[Bullet.Length..].Split(": ", 2))
        .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
}
