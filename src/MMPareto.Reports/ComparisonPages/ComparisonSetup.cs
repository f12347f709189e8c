using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.RunPages;
using MMPareto.Reports.Sources;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>What a comparison was made with, every run of it, and how to make it again.</summary>
internal static class ComparisonSetup
{
    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        var record = comparison.Record;
        var blocks = new List<Block> { new Code("Command that repeats the comparison", record.CommandLine) };
        if (record.Environment is { } environment)
            blocks.AddRange(RunSetup.Environment(environment, null).Where(block => block is not Code));
        blocks.Add(Runs(comparison));
        var notes = record.Methods.SelectMany(m => m.Notes.Select(n => $"{m.Name}: {n}")).ToArray();
        if (notes.Length > 0) blocks.Add(new Notes(notes));
        foreach (var method in comparison.Methods.Where(m => m.Runs.Count > 0))
            blocks.Add(new Code($"Configuration of {method.Name}, every setting (first seed)", method.Runs[0].Config, IsFolded: true));
        return new("setup", "Set-up, and how to repeat it", blocks);
    }

    private static Table Runs(ComparisonSource comparison)
    {
        var record = comparison.Record;
        var rows = record.Methods.SelectMany(m => m.Runs.Select(r => (IReadOnlyList<string>)
        [
            m.Name, Number.Whole(r.Seed), r.Failure is null ? Number.Whole(r.BestEpoch) : "–",
            .. record.Heads.Prepend(record.Main).Select(h => r.Accuracy.TryGetValue(h, out var a) ? Number.Percent(a) : "–"), r.Folder ?? "failed",
        ]));
        return new("Every run: test accuracy in per cent at the epoch best on validation.",
            ["method", "seed", "best epoch", record.Main, .. record.Heads, "folder"], [.. rows])
        { IsFolded = true };
    }
}
