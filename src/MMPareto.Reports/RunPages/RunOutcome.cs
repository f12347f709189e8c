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
        var tiles = new List<Tile> { new($"{test.MainName}, test accuracy", $"{Number.Percent(test.Fused.Accuracy)} %", $"macro-F1 {Number.Percent(test.Fused.MacroF1)} %") };
        tiles.AddRange(test.Heads.Select(h => new Tile($"{h.Key}, test accuracy", $"{Number.Percent(h.Value.Accuracy)} %", $"macro-F1 {Number.Percent(h.Value.MacroF1)} %")));
        tiles.Add(new("best epoch", Number.Whole(summary.BestEpoch), $"of {Number.Whole(summary.Epochs)}, chosen on validation"));
        return [new Verdict(Sentences(run, summary)), new Tiles(tiles), Scores(summary), .. Patterns(summary.Test)];
    }

    private static List<string> Sentences(RunSource run, SummaryRecord summary)
    {
        var test = summary.Test;
        var samples = run.Predictions is { } p ? $" of {Number.Whole(p.Count)} samples" : "";
        var what = run.Tasks is null ? "the fused output is right on" : "the tasks are right, on average, on";
        var sentences = new List<string> { $"On the test set {what} {Number.Percent(test.Fused.Accuracy)} %{samples}." };
        if (run.Tasks is null && test.Modalities.Count > 0 && test.Patterns is null) // else each speaks of other samples
        {
            var best = test.Modalities.MaxBy(m => m.Value.Accuracy);
            var gain = test.Fused.Accuracy - best.Value.Accuracy;
            sentences.Add(gain > 0
                ? $"That is {Number.Percent(gain)} points more than the best single modality, {best.Key}, reaches with its own head ({Number.Percent(best.Value.Accuracy)} %)."
                : gain < 0 ? $"The own head of {best.Key} alone does better: {Number.Percent(best.Value.Accuracy)} %, {Number.Percent(-gain)} points more. Fusion costs accuracy here."
                : $"The own head of {best.Key} alone does just as well.");
        }
        sentences.Add("One run has one seed: how much another seed would change this cannot be read from it.");
        return sentences;
    }

    private static Table Scores(SummaryRecord summary)
    {
        var rows = new List<IReadOnlyList<string>> { Row(summary.Test.MainName, summary.Test.Fused, summary.Validation.Fused, summary.Last.Test.Fused) };
        foreach (var (name, test) in summary.Test.Heads)
            rows.Add(Row(name, test, summary.Validation.Heads.GetValueOrDefault(name), summary.Last.Test.Heads.GetValueOrDefault(name)));
        var last = $"test, last epoch ({Number.Whole(summary.Last.Epoch)})";
        return new("Accuracy and macro-F1 in per cent, cross-entropy in nats; weights of the best epoch on validation, and of the last.",
            ["output", "test accuracy", "test macro-F1", "test loss", "validation accuracy", last], rows);
    }

    private static IEnumerable<Block> Patterns(EvaluationRecord test) => test.Patterns is not { } patterns ? [] :
    [
        new Table("Accuracy of the fused output in per cent, by the modalities that test samples have. A modality's own head above is scored on the samples that have it.",
            ["samples with", "samples", "test accuracy"],
            [.. patterns.Select(pattern => (string[])[pattern.Key, Number.Whole(pattern.Value.Samples), Number.Percent(pattern.Value.Accuracy)])]),
    ];

    private static string[] Row(string name, ScoreRecord test, ScoreRecord? validation, ScoreRecord? last) =>
    [
        name, Number.Percent(test.Accuracy), Number.Percent(test.MacroF1), test.Loss is { } loss ? Number.Significant(loss) : "–",
        validation is null ? "–" : Number.Percent(validation.Accuracy), last is null ? "–" : Number.Percent(last.Accuracy),
    ];

    private static List<Block> Unfinished(RunSource run)
    {
        var blocks = new List<Block>
        {
            new Verdict(["This run is unfinished: it goes on, or it was cut off. There are no test scores; what follows is what has been written so far."]),
        };
        if (run.Epochs.Count == 0) return blocks;
        var best = run.Epochs.MaxBy(e => e.Validation.Fused.Accuracy)!;
        blocks.Add(new Tiles(
        [
            new("epochs so far", Number.Whole(run.Epochs.Count)),
            new($"{best.Validation.MainName}, best validation accuracy", $"{Number.Percent(best.Validation.Fused.Accuracy)} %", $"epoch {Number.Whole(best.Epoch)}"),
        ]));
        return blocks;
    }

    /// <summary>A note as a sentence.</summary>
    internal static string Sentence(string note) =>
        note.Length == 0 ? note : char.ToUpperInvariant(note[0]) + note[1..] + (note[^1] is '.' or '!' or '?' ? "" : ".");
}
