using System.Globalization;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>A comparison as tables of text, which the writers only lay out. Holds no times, so that equal comparisons are
/// equal tables.</summary>
public sealed record TableSet
{
    /// <summary>What is compared, in a sentence.</summary>
    public required string Heading { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<ComparisonTable> Tables { get; init; }

    /// <summary>What marks refer to; the first has number 1.</summary>
    public required IReadOnlyList<string> Footnotes { get; init; }

    /// <summary>Notes on the whole.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The tables of a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    public static TableSet Of(ComparisonRecord comparison)
    {
        var footnotes = new List<string>();
        var names = comparison.Methods.ToDictionary(method => method.Name, method => Name(method, footnotes));
        ComparisonTable[] tables = [Accuracy(comparison, names), Differences(comparison, names), Pairs(comparison), Conflict(comparison, names)];
        return new TableSet
        {
            Heading = HeadingOf(comparison),
            Tables = [.. tables.Where(table => table.Rows.Count > 0)],
            Footnotes = footnotes,
            Notes = comparison.Notes,
        };
    }

    private static string HeadingOf(ComparisonRecord comparison)
    {
        static string Some(int count, string one) => $"{NumberText.Count(count)} {one}{(count == 1 ? "" : "s")}";
        var test = comparison.TestCount == 0 ? "" : $", {Some(comparison.TestCount, "test sample")}";
        return $"{comparison.Experiment}: {Some(comparison.Seeds.Count, "seed")}, {Some(comparison.Epochs, "epoch")}{test}.";
    }

    private static ComparisonTable Accuracy(ComparisonRecord comparison, Dictionary<string, TableCell> names)
    {
        string[] outputs = [comparison.Main, .. comparison.Heads];
        return new(
            "Test accuracy in %, mean ± standard deviation over the seeds, at the epoch best on validation; beside it the main output at the last epoch",
            ["method", "seeds", .. outputs, "last epoch"],
            [.. comparison.Methods.Select(method => Row(names[method.Name],
            [
                method.Runs.Count(run => run.Folder is not null).ToString(CultureInfo.InvariantCulture),
                .. outputs.Select(output => NumberText.Percent(method.Accuracy.GetValueOrDefault(output))),
                NumberText.Percent(method.LastEpochAccuracy),
            ]))]);
    }

    private static ComparisonTable Differences(ComparisonRecord comparison, Dictionary<string, TableCell> names) => new(
        $"Difference to {comparison.Baseline} in {comparison.Main} test accuracy, percentage points, with {NumberText.Share(comparison.Confidence)} % intervals",
        ["method", .. DifferenceColumns],
        [.. comparison.Methods.Where(method => method.Difference is not null)
            .Select(method => Row(names[method.Name], CellsOf(method.Difference!)))]);

    private static ComparisonTable Pairs(ComparisonRecord comparison) => new(
        "The same between other methods, p-values corrected for the number of these pairs",
        ["pair", .. DifferenceColumns],
        [.. comparison.Pairs.Where(pair => pair.Difference is not null)
            .Select(pair => Row(new($"{pair.Method} vs {pair.Against}", []), CellsOf(pair.Difference!)))]);

    private static string[] DifferenceColumns => ["mean", "t interval", "bootstrap", "Holm p", "effect", "verdict"];

    private static string[] CellsOf(DifferenceRecord difference) =>
    [
        NumberText.Points(difference.Mean), NumberText.Interval(difference.PairedInterval), NumberText.Interval(difference.BootstrapInterval),
        NumberText.Probability(difference.HolmPValue), NumberText.Plain(difference.EffectSize), difference.Verdict,
    ];

    private static ComparisonTable Conflict(ComparisonRecord comparison, Dictionary<string, TableCell> names)
    {
        string[] encoders = [.. comparison.Methods.SelectMany(method => method.Encoders.Keys).Distinct()];
        return new(
            "Steps with gradients in conflict, % of those recorded, by encoder", ["method", .. encoders],
            [.. comparison.Methods.Where(method => method.Encoders.Values.Any(encoder => encoder.ConflictRate is not null))
                .Select(method => Row(names[method.Name],
                    [.. encoders.Select(encoder => NumberText.Percent(method.Encoders.GetValueOrDefault(encoder)?.ConflictRate))]))]);
    }

    private static IReadOnlyList<TableCell> Row(TableCell name, IEnumerable<string> cells) =>
        [name, .. cells.Select(cell => new TableCell(cell, []))];

    /// <summary>The name with marks; equal notes share a number.</summary>
    private static TableCell Name(ComparedMethodRecord method, List<string> footnotes)
    {
        string[] refused = method.Refused is { } reason ? [$"Cannot train this model: {reason}"] : [];
        foreach (var note in refused.Concat(method.Notes).Except(footnotes).ToArray()) footnotes.Add(note);
        return new(method.Name, [.. refused.Concat(method.Notes).Select(note => footnotes.IndexOf(note) + 1)]);
    }
}
