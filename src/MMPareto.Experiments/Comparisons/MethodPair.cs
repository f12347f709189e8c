using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>Two methods to be held against each other.</summary>
/// <param name="Method">Name of the one.</param>
/// <param name="Against">Name of the other, which is subtracted.</param>
public sealed record MethodPair(string Method, string Against)
{
    /// <summary>What a claim on mmpareto needs beside the baseline: its control, which has the same length, and its direction
    /// without the length.</summary>
    private static readonly MethodPair[] OfClaims = [new("mmpareto", "uniform-scaled"), new("mmpareto", "pareto")];

    /// <summary>The pairs when nobody names them: those of the claims that are compared and not held against each other anyway.</summary>
    public static IReadOnlyList<MethodPair> Usual(IReadOnlyList<string> methods, string baseline) =>
        [.. OfClaims.Where(pair => methods.Contains(pair.Method) && methods.Contains(pair.Against) && pair.Method != baseline && pair.Against != baseline)];

    /// <summary>Reads pairs; what is wrong goes to <paramref name="problems"/>.</summary>
    internal static IReadOnlyList<MethodPair> Read(IReadOnlyList<string> texts, IReadOnlyList<string> methods, List<ConfigProblem> problems)
    {
        var pairs = new List<MethodPair>();
        foreach (var text in texts)
        {
            ConfigProblem Wrong(string expected, string found) => new("--pairs", ConfigText.Quote(text), expected, found);
            string[] names = [.. text.Split(':').Select(name => name.Trim())];
            if (names.Length != 2) problems.Add(Wrong("METHOD:OTHER, as mmpareto:uniform-scaled", text.Contains(':') ? "more than two names" : "no ':'"));
            else if (names.FirstOrDefault(name => !methods.Contains(name)) is { } unknown)
                problems.Add(Wrong($"two of the methods compared, {string.Join(", ", methods)}", ConfigText.Quote(unknown)));
            else if (names[0] == names[1]) problems.Add(Wrong("two different methods", "one twice"));
            else if (pairs.Contains(new(names[0], names[1]))) problems.Add(Wrong("given once", "it again"));
            else pairs.Add(new(names[0], names[1]));
        }
        return pairs;
    }
}
