using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>How settings were chosen, and what γ does.</summary>
internal static class TuningPart
{
    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        var blocks = new List<Block>();
        ComparedMethodRecord[] tuned = [.. comparison.Record.Methods.Where(m => m.Tuning is not null)];
        if (tuned.Length > 0) blocks.Add(Chosen(tuned));
        else blocks.Add(new Paragraph("No settings were tuned: every method ran with those of the experiment, or with its defaults."));
        if (GammaChart.Build(comparison) is { } gamma) blocks.Add(new Figure(gamma));
        else blocks.Add(new Absent("Sensitivity to γ", "It needs runs or tuning candidates with two or more values of method.gamma."));
        if (tuned.Length > 0) blocks.Add(Candidates(tuned));
        return new("tuning", "Tuning and γ", blocks);
    }

    private static Table Chosen(ComparedMethodRecord[] methods) => new(
        "Settings chosen on validation, from the same grid for every method; a setting that a method lacks is left out for it, so it may have fewer runs.",
        ["method", "runs", "epochs each", "chosen", "at the edge of what was tried"],
        [.. methods.Select(m => (IReadOnlyList<string>)
        [
            m.Name, Number.Whole(m.Tuning!.Budget), Number.Whole(m.Tuning.Epochs), m.Tuning.Chosen.Count == 0 ? "none: all failed" : string.Join(", ", m.Tuning.Chosen),
            m.Tuning.AtEdge.Count == 0 ? "none" : string.Join(", ", m.Tuning.AtEdge) + " (a better value may lie beyond)",
        ])]);

    private static Table Candidates(ComparedMethodRecord[] methods) => new(
        "All candidates: accuracy of the main output on validation at its best epoch, in per cent.", ["method", "settings", "validation accuracy"],
        [.. methods.SelectMany(m => m.Tuning!.Candidates.Select(c => (IReadOnlyList<string>)
            [m.Name, string.Join(", ", c.Settings), c.ValidationAccuracy is { } a ? Number.Percent(a) : "failed"]))])
    {
        IsFolded = true,
    };
}
