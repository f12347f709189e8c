using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;

namespace MMPareto.Reports.RunPages;

/// <summary>What the gradients did, step by step.</summary>
internal static class RunGradients
{
    /// <summary>The section.</summary>
    public static Section Build(RunSource run)
    {
        if (run.Encoders.Count == 0)
            return new("gradients", "Gradients",
            [
                new Absent("Gradients, step by step", "The run folder has no recorded steps (gradients.jsonl)."), .. FromEpochs(run),
                .. NormCharts.Build(run).Select(chart => new Figure(chart)),
            ]);
        var charts = new StepCharts(run);
        var blocks = new List<Block> { Counts(run) };
        foreach (var (name, steps) in run.Encoders)
            if (steps.HasCosines) blocks.Add(new Figure(charts.Cosine(name, steps)));
        foreach (var (name, steps) in run.Encoders)
            if (!steps.HasCosines) blocks.Add(new Absent($"Cosine in {name}", "The method does not need the gradient of each loss, and none was recorded in between."));
        blocks.AddRange(NormCharts.Build(run).Select(chart => new Figure(chart)));
        foreach (var (name, steps) in run.Encoders)
            if (steps.Weights.Count > 1) blocks.Add(new Figure(charts.Weights(name, steps)));
        blocks.Add(new Figure(charts.Ratios()));
        return new("gradients", "Gradients", blocks);
    }

    private static Table Counts(RunSource run)
    {
        var rows = run.Encoders.Select(pair => (IReadOnlyList<string>)
        [
            pair.Key, Number.Whole(pair.Value.Steps.Count),
            pair.Value.Measured == 0 ? "not measured" : $"{Number.Percent((double)pair.Value.Conflicts / pair.Value.Measured)} %",
            Mean(pair.Value.Cosines), Mean(pair.Value.Ratios),
            string.Join(", ", pair.Value.Reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key.Replace('_', ' ')}: {Number.Whole(r.Value)}")),
        ]);
        return new("Over all recorded steps: how often the gradients of an encoder were in conflict, their mean cosine, the mean length of the combined " +
            "gradient over that of the plain sum, and why the weights were what they were (steps).",
            ["encoder", "recorded steps", "in conflict", "mean cosine", "mean length ratio", "reasons"], [.. rows]);
    }

    private static string Mean(IReadOnlyList<double> values) =>
        values.Any(double.IsFinite) ? Number.Significant(values.Where(double.IsFinite).Average(), 3) : "not measured";

    /// <summary>What the epochs hold of the gradients, when there are no steps.</summary>
    private static IEnumerable<Block> FromEpochs(RunSource run)
    {
        if (run.Summary is not { Encoders.Count: > 0 } summary) return [];
        var rows = summary.Encoders.Select(e => (IReadOnlyList<string>)
        [
            e.Key, e.Value.ConflictRate is { } rate ? $"{Number.Percent(rate)} %" : "not measured",
            e.Value.MeanCosine is { } cosine ? Number.Significant(cosine, 3) : "not measured",
        ]);
        return [new Table("Over the whole run, from its summary.", ["encoder", "in conflict", "mean cosine"], [.. rows])];
    }
}
