using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Tables;
using MMPareto.Models;

namespace MMPareto.Experiments.Prediction;

/// <summary>Predictions as rows of a file: id, label, probability and, on request, each modality's own.</summary>
internal sealed class PredictionRows
{
    private const int BatchSize = 64;
    private const double MostValues = 1 << 28; // of a batch: 1 GiB
    private const string Id = "id";

    private readonly Model _model;
    private readonly ManifestTable _table;
    private readonly IReadOnlyList<ManifestLabel> _labels;
    private readonly bool _each;
    private readonly string? _idColumn;

    /// <param name="source">Where the model is from.</param>
    /// <param name="model">The model.</param>
    /// <param name="table">The manifest.</param>
    /// <param name="each">Whether each modality's own prediction and contribution are written too.</param>
    /// <exception cref="DataException">Modalities cannot be told apart in this model.</exception>
    public PredictionRows(ModelSource source, Model model, ManifestTable table, bool each)
    {
        if (each && model.IsMultitask)
            throw new DataException($"{source.Folder} must have a head for each modality to tell what each says; its model has one for each task. Predict without --each.");
        if (each && model is MultimodalModel { Exchange: not null })
            throw new DataException($"{source.Folder} must have encoders by themselves to tell what each contributes; in its model they exchange information. Predict without --each.");
        (_model, _table, _labels, _each) = (model, table, source.Labels, each);
        _idColumn = source.Preprocessing?.Id is { } named && table.Has(named) ? named : table.Has(Id) ? Id : null;
        Columns =
        [
            new(Id, IsNumber: false), .. _labels.SelectMany(label => ColumnsOf(label, _labels.Count > 1 ? $".{label.Name}" : "", withAll: true)),
            .. each ? model.HeadNames.SelectMany(name => (TableColumn[])
                [.. ColumnsOf(_labels[0], $".{name}", withAll: false), .. HasContributions ? [new($"contribution.{name}", IsNumber: true)] : Array.Empty<TableColumn>()]) : [],
        ];
    }

    /// <summary>The columns of the file.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    private bool HasContributions => _labels[0].Kind != TargetKind.MultiLabel;

    /// <summary>Samples predicted at once: 64, and fewer where they are large. The same for a model always, as sums in a batch may depend on its size in their last
    /// digits.</summary>
    /// <param name="modalities">What a sample consists of.</param>
    public static int BatchSizeFor(IReadOnlyList<Modality> modalities) =>
        (int)Math.Clamp(MostValues / modalities.Sum(modality => modality.Shape.Aggregate(1.0, (product, size) => product * size)), 1, BatchSize);

    /// <summary>The cells of each sample of a batch.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="output">What the model says of them.</param>
    public IEnumerable<IReadOnlyList<object?>> Of(MultimodalBatch batch, ModelOutput output)
    {
        var main = output.Fused is { } fused ? [LabelOutputs.Predictions(_labels[0], fused)]
            : _labels.Select((label, task) => LabelOutputs.Predictions(label, output.Heads[task])).ToArray();
        var own = _each ? output.Heads.Select(head => LabelOutputs.Predictions(_labels[0], head)).ToArray() : [];
        var contributions = _each && HasContributions ? SampleContributions.Of(_model, _labels[0], batch, main[0]) : [];
        for (var i = 0; i < batch.Size; i++)
        {
            List<object?> cells = [IdOf(batch.Indices[i]), .. main.SelectMany(of => CellsOf(of[i], withAll: true))];
            for (var k = 0; k < own.Length; k++)
            {
                var has = batch.Presence?.Has(_model.HeadNames[k], i) ?? true;
                object?[] cellsOfOne = [.. CellsOf(own[k][i], withAll: false), .. HasContributions ? [contributions[k][i]] : Array.Empty<object?>()];
                cells.AddRange(has ? cellsOfOne : new object?[cellsOfOne.Length]);
            }
            yield return cells;
        }
    }

    private string IdOf(int row) => _idColumn is null ? (row + 1).ToString(CultureInfo.InvariantCulture) : _table[row, _idColumn];

    private static TableColumn[] ColumnsOf(ManifestLabel label, string suffix, bool withAll) => label.Kind switch
    {
        TargetKind.Number => [new($"label{suffix}", IsNumber: true)],
        TargetKind.MultiLabel =>
            [new($"label{suffix}", IsNumber: false), .. withAll ? label.Names.Select(name => new TableColumn($"probability{suffix}.{name}", IsNumber: true)) : []],
        _ => [new($"label{suffix}", IsNumber: false), new($"probability{suffix}", IsNumber: true)],
    };

    private static object?[] CellsOf(TargetPrediction prediction, bool withAll) => prediction.Kind switch
    {
        TargetKind.Number => [prediction.Number],
        TargetKind.MultiLabel => [prediction.Label, .. withAll ? prediction.Probabilities.Values.Cast<object?>() : []],
        _ => [prediction.Label, prediction.Probability],
    };
}
