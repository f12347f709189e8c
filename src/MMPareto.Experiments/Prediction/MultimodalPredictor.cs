using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Prediction;

/// <summary>Predicts with a trained model: rows of a manifest, single samples, or tensors.</summary>
/// <remarks>The same weights, threads and samples give the same bits, from the run that made the model as from what was exported of it.
/// Not safe for several threads at once.</remarks>
public sealed class MultimodalPredictor : IDisposable
{
    private readonly ModelSource _source;
    private readonly Model _model;
    private readonly Device _device;

    private MultimodalPredictor(ModelSource source, Model model, Device device) => (_source, _model, _device) = (source, model, device);

    /// <summary>The modalities, in the model's order.</summary>
    public IReadOnlyList<Modality> Modalities => _source.Modalities;

    /// <summary>What is predicted.</summary>
    public IReadOnlyList<ManifestLabel> Labels => _source.Labels;

    /// <summary>Loads a model.</summary>
    /// <param name="folder">A folder that <c>mmpareto export</c> has written, or the folder of a run on a manifest.</param>
    /// <param name="checkpoint">Of a run: <c>best</c>, or <c>last</c>.</param>
    /// <exception cref="DataException">A file of the folder is missing or bad.</exception>
    /// <exception cref="RunFolderException">It is neither an exported folder nor a run.</exception>
    /// <exception cref="ConfigException">The machine lacks the device of the configuration.</exception>
    /// <exception cref="WeightsException">The weights are missing or damaged, or those of another model.</exception>
    public static MultimodalPredictor Load(string folder, string checkpoint = "best")
    {
        var source = ModelSource.Open(folder, checkpoint);
        var device = ComputeSettings.Apply(source.Config);
        return new(source, source.LoadModel(device), device);
    }

    /// <summary>Predicts one sample, as a row of a manifest.</summary>
    /// <param name="cells">Cells by name of the column; what is left out is missing.</param>
    /// <param name="root">The folder that paths start from and stay in; null for the current one.</param>
    /// <param name="followLinks">Whether links in that folder may lead anywhere, for links that you have set yourself; by default they stay in it.</param>
    /// <exception cref="DataException">A cell does not fit, or there is no input at all.</exception>
    /// <exception cref="InvalidOperationException">The model is of a built-in data set, and reads tensors only.</exception>
    public SamplePrediction Predict(IReadOnlyDictionary<string, string> cells, string? root = null, bool followLinks = false)
    {
        var folder = root ?? Directory.GetCurrentDirectory();
        string[] columns = [.. cells.Keys];
        var table = new ManifestTable(Path.Join(folder, "sample"), columns, [[.. cells.Values]], [1]).At(folder, followLinks);
        using var batch = new BatchReader(RowsOf(table).Dataset).Read([0]);
        return Predict(batch)[0];
    }

    /// <summary>Predicts samples that are tensors already.</summary>
    /// <param name="inputs">By name of modality, float32 [b, …], with the shapes of <see cref="Modalities"/>; a modality left out is missing in all.</param>
    /// <exception cref="ArgumentException">No modality of the model, another shape, or different numbers of samples.</exception>
    public IReadOnlyList<SamplePrediction> Predict(IReadOnlyDictionary<string, Tensor> inputs)
    {
        using var scope = NewDisposeScope();
        var count = CheckInputs(inputs);
        var all = Modalities.ToDictionary(modality => modality.Name, modality =>
            inputs.TryGetValue(modality.Name, out var input) ? input.alias() : zeros([count, .. modality.Shape]));
        var presence = inputs.Count == Modalities.Count ? null : new Presence(Modalities.ToDictionary(
            modality => modality.Name, modality => Enumerable.Repeat(inputs.ContainsKey(modality.Name), (int)count).ToArray()));
        using var batch = new MultimodalBatch(all, zeros([count], ScalarType.Int64), [.. Enumerable.Range(0, (int)count)], presence);
        return Predict(batch);
    }

    /// <summary>Predicts every row of a manifest into a file, in its order, a batch at a time.</summary>
    /// <param name="options">What to read and write.</param>
    /// <param name="report">Receives a sentence on what readers should know.</param>
    /// <param name="progress">Receives how many rows are done, of how many.</param>
    /// <param name="stop">Ends it; nothing is written then.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="DataException">Manifest or file is not as it must be.</exception>
    /// <exception cref="InvalidOperationException">The model is of a built-in data set, and reads tensors only.</exception>
    public int PredictFile(PredictionOptions options, Action<string> report, Action<int, int> progress, CancellationToken stop = default)
    {
        var table = ManifestFile.Read(options.Manifest).At(options.Root, options.FollowLinks);
        var (rows, absent) = RowsOf(table);
        if (absent.Count > 0) report($"{table.Path} has no column of {string.Join(", ", absent)}: predicted without.");
        var file = new PredictionRows(_source, _model, table, options.Each);
        using var writer = Data.Tables.TableWriter.Create(options.Output, file.Columns);
        var loader = new BatchLoader(rows, new() { BatchSize = PredictionRows.BatchSizeFor(Modalities), Shuffle = false, Workers = _source.Config.GetInteger("training.workers") });
        using var _ = no_grad();
        foreach (var batch in loader.Epoch(1))
        {
            using var owned = batch;
            using var scope = NewDisposeScope();
            stop.ThrowIfCancellationRequested();
            using var moved = batch.To(_device);
            foreach (var cells in file.Of(moved, _model.Predict(moved.Inputs, moved.Presence))) writer.Write(cells);
            progress(batch.Indices[^1] + 1, rows.Count);
        }
        writer.Complete();
        return rows.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private SamplePrediction[] Predict(MultimodalBatch batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var moved = batch.To(_device);
        var output = _model.Predict(moved.Inputs, moved.Presence);
        var heads = _model.HeadNames.Select((name, k) => LabelOutputs.Predictions(Labels[_model.IsMultitask ? k : 0], output.Heads[k])).ToArray();
        if (_model.IsMultitask)
            return [.. Enumerable.Range(0, batch.Size).Select(i => new SamplePrediction([.. heads.Select(head => head[i])], new Dictionary<string, TargetPrediction?>()))];
        var fused = LabelOutputs.Predictions(Labels[0], output.Fused!);
        return [.. Enumerable.Range(0, batch.Size).Select(i => new SamplePrediction([fused[i]], new OrderedDictionary<string, TargetPrediction?>(
            _model.HeadNames.Select((name, k) => KeyValuePair.Create(name, batch.Presence?.Has(name, i) ?? true ? heads[k][i] : null)))))];
    }

    /// <summary>The rows of a manifest; all complete where encoders exchange information.</summary>
    private UnlabelledRows RowsOf(ManifestTable table)
    {
        var rows = UnlabelledRows.Of(table, RequirePreprocessing());
        if (!Exchanges || !rows.Dataset.IsPartial) return rows;
        var (row, modality) = (from i in Enumerable.Range(0, rows.Dataset.Count)
                               from m in Enumerable.Range(0, Modalities.Count)
                               where !rows.Dataset.Has(i, m)
                               select (i, Modalities[m].Name)).First();
        throw new DataException($"{table.Place(row)} must have every input, as encoders of the model exchange information; got no {modality}.");
    }

    private bool Exchanges => _model is MultimodalModel { Exchange: not null };

    private ManifestPreprocessing RequirePreprocessing() => _source.Preprocessing ?? throw new InvalidOperationException(
        $"The model must be one of a manifest to read rows; {_source.Folder} is of a built-in data set. Predict from tensors.");

    private long CheckInputs(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var expected = Modalities.ToDictionary(modality => modality.Name);
        foreach (var (name, input) in inputs)
        {
            if (!expected.TryGetValue(name, out var modality))
                throw new ArgumentException($"inputs must be of modalities {string.Join(", ", expected.Keys)}; got '{name}'.", nameof(inputs));
            if (input.dtype != ScalarType.Float32 || input.shape.Length == 0 || !input.shape[1..].SequenceEqual(modality.Shape))
                throw new ArgumentException($"inputs must hold {modality.Name} as float32 [b, {string.Join(", ", modality.Shape)}]; got {input.dtype} [{string.Join(", ", input.shape)}].", nameof(inputs));
        }
        if (Exchanges && inputs.Count < expected.Count)
            throw new ArgumentException($"inputs must hold all of {string.Join(", ", expected.Keys)}, as encoders of the model exchange information; got {string.Join(", ", inputs.Keys)}.", nameof(inputs));
        long[] counts = [.. inputs.Values.Select(input => input.shape[0]).Distinct()];
        return counts is [> 0 and var count] ? count : throw new ArgumentException(
            $"inputs must hold one or more modalities of one number of samples; got [{string.Join(", ", counts)}].", nameof(inputs));
    }
}
