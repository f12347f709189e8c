using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs;

namespace MMPareto.Reports.RunPages;

/// <summary>What came out of a run.</summary>
internal static class RunOutcome
{
    /// <summary>The section.</summary>
    public static Section Build(RunSource run)
    {
        var blocks = run.Summary is { } summary ? Finished(run, summary) : Unfinished(run);
        string[] notes = [.. run.Summary?.Notes.Select(Sentence) ?? [], .. run.Notes];
        if (notes.Length > 0) blocks.Add(new Notes(notes));
        return new("outcome", "Outcome", blocks);
    }

    private static List<Block> Finished(RunSource run, SummaryRecord summary)
    {
        var test = summary.Test;
        var tiles = new List<Tile> { new($"{test.MainName}, test {test.Fused.MainMetric}", $"{Number.Percent(test.Fused.Main)} %", Beside(test.Fused)) };
        tiles.AddRange(test.Heads.Select(h => new Tile($"{h.Key}, test {h.Value.MainMetric}", $"{Number.Percent(h.Value.Main)} %", Beside(h.Value))));
        tiles.Add(new("best epoch", Number.Whole(summary.BestEpoch), $"of {Number.Whole(summary.Epochs)}, chosen on validation"));
        return [new Verdict(Sentences(run, summary)), new Tiles(tiles), Scores(summary), .. Patterns(summary.Test)];
    }

    private static List<string> Sentences(RunSource run, SummaryRecord summary)
    {
        var test = summary.Test;
        var samples = run.Predictions is { } p ? $" of {Number.Whole(p.Count)} samples" : "";
        var metric = test.Fused.MainMetric;
        var what = metric != MetricNames.Accuracy ? (run.Tasks is null ? $"the {metric} of the fused output is" : $"the mean {metric} of the tasks is")
            : run.Tasks is null ? "the fused output is right on" : "the tasks are right, on average, on";
        var sentences = new List<string> { $"On the test set {what} {Number.Percent(test.Fused.Main)} %{samples}." };
        if (run.Tasks is null && test.Modalities.Count > 0 && test.Patterns is null) // else each speaks of other samples
        {
            var best = test.Modalities.MaxBy(m => m.Value.Main);
            var gain = test.Fused.Main - best.Value.Main;
            if (!double.IsNaN(gain)) sentences.Add(gain > 0
                ? $"That is {Number.Percent(gain)} points more than the best single modality, {best.Key}, reaches with its own head ({Number.Percent(best.Value.Main)} %)."
                : gain < 0 ? $"The own head of {best.Key} alone does better: {Number.Percent(best.Value.Main)} %, {Number.Percent(-gain)} points more. Fusion costs {metric} here."
                : $"The own head of {best.Key} alone does just as well.");
        }
        sentences.Add("One run has one seed: how much another seed would change this cannot be read from it.");
        return sentences;
    }

    private static Table Scores(SummaryRecord summary)
    {
        var (test, metric) = (summary.Test, summary.Test.Fused.MainMetric);
        var differ = test.Fused.MeanScore is not null;
        (string Name, ScoreRecord Test, ScoreRecord? Validation, ScoreRecord? Last)[] rows =
        [
            (test.MainName, test.Fused, summary.Validation.Fused, summary.Last.Test.Fused),
            .. test.Heads.Select(head => (
                differ ? $"{head.Key} ({head.Value.MainMetric})" : head.Key, head.Value,
                summary.Validation.Heads.GetValueOrDefault(head.Key), summary.Last.Test.Heads.GetValueOrDefault(head.Key))),
        ];
        (string Title, Func<ScoreRecord, string?> Cell)[] metrics =
        [
            ($"test {metric}", score => Percent(score.Main)), ("test macro-F1", score => Percent(score.MacroF1)), ("test AUROC", score => Percent(score.AUROC)),
            ("test mean error", score => Significant(score.MeanAbsoluteError)), ("test loss", score => Significant(score.Loss)),
        ];
        metrics = [.. metrics.Where(each => rows.Any(row => each.Cell(row.Test) is not null))];
        return new("Metrics in per cent, mean errors in the units of the label, losses as trained but without class weights; weights of the best epoch on validation, and of the last.",
            ["output", .. metrics.Select(each => each.Title), $"validation {metric}", $"test, last epoch ({Number.Whole(summary.Last.Epoch)})"],
            [.. rows.Select(row => (string[])[row.Name, .. metrics.Select(each => each.Cell(row.Test) ?? "–"), Percent(row.Validation?.Main) ?? "–", Percent(row.Last?.Main) ?? "–"])]);
    }

    private static string? Percent(double? fraction) => fraction is { } known && !double.IsNaN(known) ? Number.Percent(known) : null;

    private static string? Significant(double? value) => value is { } known && !double.IsNaN(known) ? Number.Significant(known) : null;

    private static IEnumerable<Block> Patterns(EvaluationRecord test) => test.Patterns is not { } patterns ? [] :
    [
        new Table($"{Capital(test.Fused.MainMetric)} of the fused output in per cent, by the modalities that test samples have. A modality's own head above is scored on the samples that have it.",
            ["samples with", "samples", $"test {test.Fused.MainMetric}"],
            [.. patterns.Select(pattern => (string[])[pattern.Key, Number.Whole(pattern.Value.Samples), Number.Percent(pattern.Value.Main)])]),
    ];

    /// <summary>A second metric, for those to whom the first does not say enough.</summary>
    private static string Beside(ScoreRecord score) =>
        score.MeanAbsoluteError is { } error ? $"mean error {Number.Significant(error)}"
        : score.MacroF1 is { } f1 ? $"macro-F1 {Number.Percent(f1)} %" : "";

    internal static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static List<Block> Unfinished(RunSource run)
    {
        var blocks = new List<Block>
        {
            new Verdict(["This run is unfinished: it goes on, or it was cut off. There are no test scores; what follows is what has been written so far."]),
        };
        if (run.Epochs.Count == 0) return blocks;
        var best = run.Epochs.MaxBy(e => e.Validation.Fused.Main)!;
        blocks.Add(new Tiles(
        [
            new("epochs so far", Number.Whole(run.Epochs.Count)),
            new($"{best.Validation.MainName}, best validation {best.Validation.Fused.MainMetric}", $"{Number.Percent(best.Validation.Fused.Main)} %", $"epoch {Number.Whole(best.Epoch)}"),
        ]));
        return blocks;
    }

    /// <summary>A note as a sentence.</summary>
    internal static string Sentence(string note) =>
        note.Length == 0 ? note : Capital(note) + (note[^1] is '.' or '!' or '?' ? "" : ".");
}
