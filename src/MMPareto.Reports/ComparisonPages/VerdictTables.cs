using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>The numbers behind the verdict.</summary>
internal static class VerdictTables
{
    /// <summary>Each method against the baseline.</summary>
    public static Table Differences(ComparisonRecord record)
    {
        var caption = $"Test accuracy of the {record.Main} output at the epoch best on validation: mean ± standard deviation over seeds, in per cent. Differences to " +
            $"{record.Baseline} in percentage points with {Number.Significant(100 * record.Confidence)} % intervals; p-values of the t test paired by seed, after Holm's correction; " +
            "effect size is Cohen's d for pairs.";
        return new(caption,
            ["method", $"{record.Main}", "difference", "paired t", "bootstrap", "p (Holm)", "effect size", "seeds", "verdict"],
            [.. record.Methods.Select(m => Difference(record, m))])
        { MarkedRow = Baseline(record) };
    }

    /// <summary>Other pairs of methods.</summary>
    public static Table Pairs(ComparisonRecord record) => new(
        "The same between other methods; p-values corrected for the number of these pairs.",
        ["method", "against", "difference", "paired t", "bootstrap", "p (Holm)", "effect size", "seeds", "verdict"],
        [.. record.Pairs.Select(pair => (IReadOnlyList<string>)
        [
            pair.Method, pair.Against, .. Words.Difference(pair.Difference), Words.Effect(pair.Difference),
            Number.Whole(pair.Difference?.Count ?? 0), Words.Verdict(pair.Difference),
        ])]);

    /// <summary>All scores of each method.</summary>
    public static Table Scores(ComparisonRecord record) => new(
        "All scores on the test set in per cent, mean ± standard deviation over seeds, and seconds of training and validation of a run.",
        ["method", record.Main, .. record.Heads, "macro-F1", $"{record.Main}, last epoch", $"{record.Main}, validation", "seconds"],
        [.. record.Methods.Select(m => (IReadOnlyList<string>)
        [
            m.Name, .. record.Heads.Prepend(record.Main).Select(h => Words.Percent(m.Accuracy.GetValueOrDefault(h))),
            Words.Percent(m.MacroF1), Words.Percent(m.LastEpochAccuracy), Words.Percent(m.ValidationAccuracy), m.Seconds is { } s ? Number.Decimals(s.Mean, 1) : "–",
        ])])
    { MarkedRow = Baseline(record) };

    private static IReadOnlyList<string> Difference(ComparisonRecord record, ComparedMethodRecord m)
    {
        var d = m.Difference;
        return
        [
            m.Name, Words.Percent(m.Accuracy.GetValueOrDefault(record.Main)), .. Words.Difference(d), Words.Effect(d),
            Number.Whole(d?.Count ?? m.Accuracy.GetValueOrDefault(record.Main)?.Count ?? 0), Verdict(record, m),
        ];
    }

    private static string Verdict(ComparisonRecord record, ComparedMethodRecord m) =>
        m.Refused is not null ? "refused" : m.Name == record.Baseline ? "baseline" : Words.Verdict(m.Difference);

    private static int Baseline(ComparisonRecord record) => record.Methods.ToList().FindIndex(m => m.Name == record.Baseline);
}
