using System.Globalization;
using System.Text;
using MMPareto.Data;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Runs;

namespace MMPareto.Experiments.Prediction;

/// <summary>The page that goes with an exported model: what it is, how good it was, how to use it, what to keep in mind.</summary>
internal static class ModelCard
{
    public static string Text(
        ExportRecord record, SummaryRecord summary, EvaluationRecord scores, EnvironmentRecord environment, long parameters, bool isOfManifest)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line($"# {MarkdownText.Escape(record.Experiment)}");
        Line();
        Line(string.Create(CultureInfo.InvariantCulture,
            $"A model with {parameters:N0} parameters, trained with `{record.Method}` by MMPareto {MarkdownText.Escape(environment.Versions.MMPareto)}; weights of epoch {record.Epoch} of {summary.Epochs}, seed {summary.Seed}."));
        Line();
        Line("## What it reads and says");
        Line();
        foreach (var modality in record.Modalities) Line($"* `{modality.Name}` [{string.Join(", ", modality.Shape)}]");
        foreach (var label in record.Labels) Line($"* says `{label.Name}`: {Described(label)}");
        Line();
        Line("## How good it was");
        Line();
        Line("On the test set of its data; nothing is known of other data.");
        Line();
        Line("| output | metric | value |");
        Line("|---|---|---|");
        foreach (var (name, score) in scores.Heads.Select(head => (head.Key, head.Value)).Prepend((scores.MainName, scores.Fused)))
            Line($"| {MarkdownText.Escape(name)} | {score.MainMetric} | {Percent(score.Main)} |");
        foreach (var (name, pattern) in scores.Patterns ?? new Dictionary<string, PatternRecord>())
            Line(string.Create(CultureInfo.InvariantCulture, $"| {scores.MainName}, {pattern.Samples:N0} samples with {MarkdownText.Escape(name)} | {pattern.MainMetric} | {Percent(pattern.Main)} |"));
        Line();
        foreach (var note in summary.Notes) Line($"* {MarkdownText.Escape(note)}");
        Line($"* data {MarkdownText.Escape(environment.DataHash)}");
        Line();
        Line("## How to use it");
        Line();
        Line("```");
        Line(isOfManifest ? "mmpareto predict FOLDER --manifest samples.csv --out predictions.csv" : "// tensors only: the model is of a built-in data set");
        Line("```");
        Line();
        Line("```csharp");
        Line("using MMPareto.Experiments.Prediction;");
        Line("using var predictor = MultimodalPredictor.Load(\"FOLDER\");");
        Line(isOfManifest
            ? "Console.WriteLine(predictor.Predict(new Dictionary<string, string> { [\"COLUMN\"] = \"CELL\" }).Label);"
            : $"Console.WriteLine(predictor.Predict(new Dictionary<string, torch.Tensor> {{ [\"{record.Modalities[0].Name}\"] = tensor }})[0].Label);");
        Line("```");
        Line();
        Line(string.Create(CultureInfo.InvariantCulture,
            $"Trained on {environment.Threads} threads of a {MarkdownText.Escape(environment.Cpu)} ({environment.Device}) with libtorch {environment.Versions.LibTorch}; another number of threads changes the last digits of what it says."));
        return text.ToString();
    }

    private static string Described(Data.Manifests.Labels.ManifestLabel label) => label.Kind switch
    {
        TargetKind.Number => string.Create(CultureInfo.InvariantCulture, $"a number, {label.Mean:G4} ± {label.Deviation:G4} in training"),
        TargetKind.MultiLabel => $"any of {string.Join(", ", label.Names.Select(MarkdownText.Escape))}",
        _ => $"one of {string.Join(", ", label.Names.Select(MarkdownText.Escape))}",
    };

    private static string Percent(double fraction) =>
        double.IsFinite(fraction) ? (100 * fraction).ToString("0.00 '%'", CultureInfo.InvariantCulture) : "not measured";
}
