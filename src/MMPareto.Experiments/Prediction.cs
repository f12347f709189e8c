using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;
using MMPareto.Data.Tables;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Experiments;

/// <summary>Predicts the rows of a manifest with the model of a run.</summary>
public static class Prediction
{
    private const int BatchSize = 64;
    private const string Id = "id";

    /// <summary>Writes a row for each of the manifest, in its order: id, label, probability and, on request, each modality's own.</summary>
    /// <param name="run">A run on a manifest.</param>
    /// <param name="options">What to read and write.</param>
    /// <param name="report">Receives a sentence on what readers should know.</param>
    /// <param name="progress">Receives how many rows are done, of how many.</param>
    /// <param name="stop">Ends it; nothing is written then.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="DataException">Manifest, file or run is not as it must be.</exception>
    public static int Run(
        RunFolder run, PredictionOptions options, Action<string> report, Action<int, int> progress, CancellationToken stop = default)
    {
        if (!File.Exists(run.PreprocessingFile))
            throw new DataException($"{run.FullPath} must be a run on a manifest, with {Path.GetFileName(run.PreprocessingFile)}; got none.");
        var preprocessing = ManifestPreprocessing.Read(run.PreprocessingFile);
        var table = ManifestFile.Read(options.Manifest).At(options.Root);
        var (rows, absent) = UnlabelledRows.Of(table, preprocessing);
        if (absent.Count > 0) report($"{table.Path} has no column of {string.Join(", ", absent)}: predicted without.");
        var config = ConfigReader.ReadFile(run.ConfigFile, ExperimentSchema.Schema, []);
        var device = ComputeSettings.Apply(config);
        using var model = ModelBuilder.BuildSeeded(config, rows, device);
        Checkpoint.Load(options.Checkpoint == "last" ? run.LastWeightsFile : run.BestWeightsFile, model);
        model.eval();
        if (options.Each && model is MultimodalModel { Exchange: not null })
            throw new DataException($"{run.FullPath} must have encoders by themselves to tell what each contributes; in its model they exchange information. Predict without --each.");
        using var writer = TableWriter.Create(options.Output, Columns(model, options));
        using var _ = no_grad();
        var loader = new BatchLoader(rows, new() { BatchSize = BatchSize, Shuffle = false, Workers = config.GetInteger("training.workers") });
        foreach (var batch in loader.Epoch(1))
        {
            using var owned = batch;
            using var scope = NewDisposeScope();
            stop.ThrowIfCancellationRequested();
            using var moved = batch.To(device);
            Write(writer, table, preprocessing, model, moved, options);
            progress(batch.Indices[^1] + 1, rows.Count);
        }
        writer.Complete();
        return rows.Count;
    }

    private static TableColumn[] Columns(Model model, PredictionOptions options) =>
    [
        new(Id, IsNumber: false), new("label", IsNumber: false), new("probability", IsNumber: true),
        .. options.Each ? model.HeadNames.SelectMany(name => (TableColumn[])
            [new($"label.{name}", IsNumber: false), new($"probability.{name}", IsNumber: true), new($"contribution.{name}", IsNumber: true)]) : [],
    ];

    private static void Write(
        TableWriter writer, ManifestTable table, ManifestPreprocessing preprocessing, Model model, MultimodalBatch batch, PredictionOptions options)
    {
        var classes = preprocessing.Classes;
        var output = model.Predict(batch.Inputs, batch.Presence);
        var main = Classified(output.Fused!);
        var each = options.Each ? output.Heads.Select(Classified).ToArray() : [];
        var contributions = options.Each ? SampleContributions.Of(model, batch, main.Classes) : [];
        var idColumn = preprocessing.Id is { } named && table.Has(named) ? named : table.Has(Id) ? Id : null;
        for (var i = 0; i < batch.Size; i++)
        {
            var row = batch.Indices[i];
            List<object?> cells =
            [
                idColumn is null ? (row + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : table[row, idColumn],
                classes[(int)main.Classes[i]], main.Probabilities[i],
            ];
            for (var k = 0; k < each.Length; k++)
            {
                var has = batch.Presence?.Has(model.HeadNames[k], i) ?? true;
                cells.AddRange(has ? [classes[(int)each[k].Classes[i]], each[k].Probabilities[i], contributions[k][i]] : [null, null, null]);
            }
            writer.Write(cells);
        }
    }

    /// <summary>The likeliest class of each sample, and its probability.</summary>
    private static (long[] Classes, double[] Probabilities) Classified(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var (probabilities, classes) = nn.functional.softmax(logits, 1, ScalarType.Float64).max(1);
        return (classes.cpu().data<long>().ToArray(), probabilities.cpu().data<double>().ToArray());
    }
}
