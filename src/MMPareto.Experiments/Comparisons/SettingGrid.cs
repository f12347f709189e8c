using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Reads settings with several values, and combines them.</summary>
internal static class SettingGrid
{
    /// <summary>The settings that are tuned with their values; what is wrong goes to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<VariedKey> ReadTuned(IReadOnlyList<string> texts, List<ConfigProblem> problems) => Read(
        texts, "--tune", "optimizer.learning_rate=0.01,0.1", "a setting of model, method, optimizer, schedule or training that a method may choose",
        "one that all runs share",
        path => path.StartsWith("data.", StringComparison.Ordinal)
            || path is "experiment" or "method.name" or "training.seed" or "training.epochs" or "training.threads" or "training.device", problems);

    /// <summary>The settings that a map varies with their values; what is wrong goes to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<VariedKey> ReadDials(IReadOnlyList<string> texts, List<ConfigProblem> problems) => Read(
        texts, "--over", "data.noise=0.5,1,2", "a setting that makes the problem another one",
        "one that all places share",
        path => path is "experiment" or "data.dataset" or "method.name" or "training.seed" or "training.threads" or "training.device", problems);

    /// <summary>All combinations of the values of some keys, the first key slowest; each a list of <c>key=value</c>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(IEnumerable<VariedKey> keys) => keys.Aggregate(
        (IEnumerable<IReadOnlyList<string>>)[[]],
        (grid, key) => grid.SelectMany(
            _ => key.Values, (settings, value) => (IReadOnlyList<string>)[.. settings, $"{key.Key}={value}"]));

    private static List<VariedKey> Read(
        IReadOnlyList<string> texts, string option, string example, string expected, string found, Func<string, bool> isShared,
        List<ConfigProblem> problems)
    {
        var keys = new List<VariedKey>();
        foreach (var text in texts)
        {
            var path = text.Split('=')[0].Trim();
            ConfigProblem Wrong(string expected, string found, string? nearest = null) => new($"{option} {path}", path, expected, found, nearest);
            string[] values = text.Contains('=', StringComparison.Ordinal)
                ? [.. text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',').Select(value => value.Trim())] : [];
            if (values.Length == 0) problems.Add(new(option, "what it takes", $"KEY=VALUE,VALUE,..., as {example}", "no '='"));
            else if (!ExperimentSchema.Schema.TryFind(path, out _)) problems.Add(Wrong("a known setting", "an unknown name", Nearest(path)));
            else if (isShared(path)) problems.Add(Wrong(expected, found));
            else if (keys.Any(other => other.Key == path)) problems.Add(Wrong("given once, with all its values", "it again"));
            else if (values.FirstOrDefault(value => !IsPlain(value)) is { } bad)
                problems.Add(Wrong("values that can stand in the name of a folder", ConfigText.Quote(bad)));
            else if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
                problems.Add(Wrong("different values", $"{twice.Key} twice"));
            else keys.Add(new VariedKey(path, values));
        }
        return keys;
    }

    private static string? Nearest(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return NearestName.FindPath(dot < 0 ? "" : path[..dot], path[(dot + 1)..], ExperimentSchema.Schema);
    }

    private static bool IsPlain(string value) =>
        value.Length is > 0 and <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || "+-._".Contains(c, StringComparison.Ordinal));
}
