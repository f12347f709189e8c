using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Reports.RunPages;

/// <summary>What the model has learned: confusion, contributions, probes, landscape.</summary>
internal static class RunDiagnostics
{
    private const string OnRequest = "'mmpareto diagnose RUN' measures it, after training.";

    /// <summary>The section.</summary>
    public static Section Build(RunSource run)
    {
        var at = run.Diagnostics is { } diagnostics ? $" At the weights of the {diagnostics.Checkpoint} epoch." : "";
        Block[] all =
        [
            run.Predictions is { Count: > 0 } predictions ? new FigureChoice("Confusion of", ConfusionCharts.Build(predictions))
                : new Absent("Confusion matrix", "The run folder has no predictions (predictions.csv)."),
            run.Diagnostics?.Landscape is { } landscape ? new Figure(LandscapeChart.Build(landscape)) : new Absent("Loss landscape", OnRequest),
            run.Diagnostics?.Contributions is { } contributions ? new Figure(Contributions(contributions, at))
                : new Absent("Contribution of each modality", OnRequest),
            run.Diagnostics?.Probes is { } probes ? new Figure(Probes(probes, at)) : new Absent("Linear probes of the encoders", OnRequest),
        ];
        return new("model", "The trained model", [.. all.Where(b => b is not Absent), .. all.Where(b => b is Absent)]);
    }

    private static BarChart Contributions(ContributionRecord record, string at) => new()
    {
        Name = "contributions",
        Title = "Contribution of each modality to the fused test accuracy",
        Description = $"Shapley values: {string.Join(", ", record.Shapley.Select(s => $"{s.Key} {Number.Percent(s.Value)} points"))}.",
        Caption = "Shapley values, with the inputs of absent modalities set to zero; they sum to the accuracy with all modalities less that with none. Accuracy with each subset: " +
            string.Join(", ", record.Subsets.Select(s => $"{s.Key} {Number.Percent(s.Value)} %")) + "." + at,
        Axis = new("percentage points of accuracy", AxisFormat.Percent),
        Groups = ["Shapley value"],
        Rows = [.. record.Shapley.Select(s => new BarRow(s.Key, [new(s.Value)]))],
    };

    private static BarChart Probes(IReadOnlyDictionary<string, ProbeRecord> probes, string at) => new()
    {
        Name = "probes",
        Title = "Linear probe of each frozen encoder",
        Description = $"Test accuracy of a linear classifier: {string.Join(", ", probes.Select(p => $"{p.Key} {Number.Percent(p.Value.TestAccuracy)} %"))}.",
        Caption = $"A linear classifier trained on the features of one frozen encoder, on {Number.Whole(probes.Values.Select(p => p.Samples).DefaultIfEmpty(0).Max())} samples.{at}",
        Axis = new("accuracy, %", AxisFormat.Percent) { Min = 0, Max = 1 },
        Groups = ["training", "validation", "test"],
        Rows = [.. probes.Select(p => new BarRow(p.Key, [new(p.Value.TrainAccuracy), new(p.Value.ValidationAccuracy), new(p.Value.TestAccuracy)]))],
    };
}
