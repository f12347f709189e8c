using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Reads what is to be tuned.</summary>
internal static class TunedKeys
{
    private static readonly string[] NotTuned = ["experiment", "method.name", "training.seed", "training.epochs", "training.threads", "training.device"];

    /// <summary>The settings with their values; what is wrong goes to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<TunedKey> Read(IReadOnlyList<string> texts, List<ConfigProblem> problems)
    {
        var tuned = new List<TunedKey>();
        foreach (var text in texts)
        {
            var path = text.Split('=')[0].Trim();
            string[] values = text.Contains('=', StringComparison.Ordinal)
                ? [.. text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',').Select(value => value.Trim())] : [];
            if (Problem(path, values, tuned) is { } problem) problems.Add(problem);
            else tuned.Add(new TunedKey(path, values));
        }
        return tuned;
    }

    /// <summary>All combinations of the values of some keys, the first key slowest; each a list of <c>key=value</c>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Grid(IEnumerable<TunedKey> keys) => keys.Aggregate(
        (IEnumerable<IReadOnlyList<string>>)[[]],
        (grid, key) => grid.SelectMany(
            _ => key.Values, (settings, value) => (IReadOnlyList<string>)[.. settings, $"{key.Key}={value}"]));

    private static ConfigProblem? Problem(string path, string[] values, List<TunedKey> before)
    {
        ConfigProblem Wrong(string expected, string found, string? nearest = null) => new($"--tune {path}", path, expected, found, nearest);
        if (values.Length == 0) return new("--tune", "what it takes", "KEY=VALUE,VALUE,..., as optimizer.learning_rate=0.01,0.1", "no '='");
        var schema = ExperimentSchema.Schema;
        if (!schema.TryFind(path, out var key))
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            return Wrong("a known setting", "an unknown name", NearestName.FindPath(dot < 0 ? "" : path[..dot], path[(dot + 1)..], schema));
        }
        if (key.Section == "data" || NotTuned.Contains(path))
            return Wrong("a setting of model, method, optimizer, schedule or training that a method may choose", "one that all runs share");
        if (before.Any(other => other.Key == path)) return Wrong("given once, with all its values", "it again");
        if (values.FirstOrDefault(value => !IsPlain(value)) is { } bad) return Wrong("values that can stand in the name of a folder", ConfigText.Quote(bad));
        var twice = values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : Wrong("different values", $"{twice.Key} twice");
    }

    private static bool IsPlain(string value) =>
        value.Length is > 0 and <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || "+-._".Contains(c, StringComparison.Ordinal));
}
