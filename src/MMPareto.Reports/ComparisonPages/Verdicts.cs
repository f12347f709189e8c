using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.RunPages;
using MMPareto.Reports.Sources;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>Which method is better than the baseline, and how sure that is.</summary>
internal static class Verdicts
{
    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        var record = comparison.Record;
        var blocks = new List<Block> { new Verdict(Sentences(record)), VerdictTables.Differences(record) };
        ComparedMethodRecord[] differing = [.. record.Methods.Where(m => m.Difference is not null)];
        if (differing.Length > 0) blocks.Add(new Figure(Forest(record, differing)));
        else blocks.Add(new Absent("Differences to the baseline", "No other method has a seed finished in common with the baseline."));
        if (record.Pairs.Count > 0) blocks.Add(VerdictTables.Pairs(record));
        blocks.Add(VerdictTables.Scores(record));
        if (Failures(record) is { Rows.Count: > 0 } failures) blocks.Add(failures);
        string[] notes = [.. record.Notes.Select(RunOutcome.Sentence), .. comparison.Notes];
        if (notes.Length > 0) blocks.Add(new Notes(notes));
        return new("verdict", "Verdict", blocks);
    }

    private static List<string> Sentences(ComparisonRecord record)
    {
        var sentences = new List<string>();
        var ranked = record.Methods.Where(m => m.Accuracy.ContainsKey(record.Main)).OrderByDescending(m => m.Accuracy[record.Main].Mean).ToArray();
        if (ranked.Length == 0) return ["No run has finished: there is nothing to compare yet."];
        sentences.Add($"The highest mean test accuracy of the {record.Main} output has {ranked[0].Name}: {Words.Percent(ranked[0].Accuracy[record.Main])} %.");
        foreach (var group in record.Methods.Where(m => m.Difference is not null).GroupBy(m => m.Difference!.Verdict))
        {
            var methods = group.Select(m => $"{m.Name} ({Number.Points(m.Difference!.Mean)} points)");
            sentences.Add($"Against {record.Baseline}, {group.Key}: {string.Join(", ", methods)}.");
        }
        sentences.AddRange(record.Pairs.Where(pair => pair.Difference is not null)
            .Select(pair => $"{pair.Method} against {pair.Against}: {pair.Difference!.Verdict} ({Number.Points(pair.Difference.Mean)} points)."));
        if (record.Seeds.Count < 5)
            sentences.Add($"With {(record.Seeds.Count == 1 ? "1 seed" : $"{Number.Whole(record.Seeds.Count)} seeds")}, no word stronger than “likely” is used. “Within noise” does not mean equal: it means that these runs cannot tell.");
        return sentences;
    }

    private static ForestChart Forest(ComparisonRecord record, ComparedMethodRecord[] methods)
    {
        var rows = methods.OrderByDescending(m => m.Difference!.Mean).Select(m => new ForestRow(m.Name, m.Difference!.Mean, m.Difference.Verdict)
        {
            Thin = Span(m.Difference.PairedInterval),
            Thick = Span(m.Difference.BootstrapInterval),
        }).ToArray();
        var confidence = Number.Significant(100 * record.Confidence);
        return new()
        {
            Name = "differences",
            Title = $"Difference to {record.Baseline} in test accuracy",
            Description = string.Join("; ", rows.Select(r => $"{r.Label} {Number.Points(r.Mean)} points, {r.Words}")) + ".",
            Caption = "To the right of the zero line a method does better than the baseline. Where an interval holds zero, the runs cannot tell. " +
                "Intervals are not corrected for the number of methods; the p-values of the table are.",
            IsWide = true,
            Axis = new($"percentage points of {record.Main} test accuracy", AxisFormat.Percent),
            ThinName = $"{confidence} % paired t over seeds",
            ThickName = $"{confidence} % bootstrap over samples and seeds",
            Rows = rows,
        };
    }

    private static Span? Span(IntervalRecord? interval) => interval is null ? null : new Span(interval.Low, interval.High);

    private static Table Failures(ComparisonRecord record)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var method in record.Methods)
        {
            if (method.Refused is { } reason) rows.Add((string[])[method.Name, "all", $"refused: {reason}"]);
            foreach (var run in method.Runs.Where(r => r.Failure is not null)) rows.Add((string[])[method.Name, Number.Whole(run.Seed), run.Failure!]);
        }
        return new("What has no result, and why.", ["method", "seed", "reason"], rows);
    }
}
