using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Native;
using MMPareto.Native.Weights;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Objective;

/// <summary><c>pmr</c>: draws the features of slow modalities to the prototypes of their classes [Fan2023].</summary>
/// <remarks>
/// L = CE + Σ_k (α β_k PCE_k − μ γ_k H(p_k)), the entropy in the first epochs only. p_k = softmax(−‖z_k − c_k,j‖) over
/// the classes j, PCE_k its cross-entropy, s_k = Σ_i p_k,i[y_i] and s̄_k the mean of the others' s:
/// β_k = clip(s̄_k/s_k − 1, 0, 1), γ_k = clip(s_k/s̄_k − 1, 0, 1). With two modalities it is the rule of the paper.
/// Cost: a pass over part of the training set before each epoch, and b·c distances a step and modality.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class PMRMethod(PMROptions options) : BalancingMethod
{
    private const int LargestBatch = 250;
    private ClassPrototypes[] _prototypes = [];
    private Model? _model;
    private int _epoch;

    /// <inheritdoc/>
    public override string Name => "pmr";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => [OnlineProbe.NoteOn(Name)];

    /// <summary>Prototypes of each modality, [c, d_k]; empty before the first epoch.</summary>
    public IReadOnlyList<Tensor> Prototypes => [.. _prototypes.Select(each => each.Centres)];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model.IsMultitask ? MultimodalOnly
        : !model.PredictsClasses ? ClassesOnly
        : model.ModalityNames.Count < 2 ? "compares modalities, so it needs two or more; this model has one" : OnlineProbe.Refuse(model);

    /// <inheritdoc/>
    public override string? RefuseMissing => CompleteSamplesOnly;

    /// <inheritdoc/>
    public override void Begin(Model model)
    {
        options.Validate();
        Forget();
        _model = model;
    }

    /// <summary>Measures the prototypes anew on a random part of the training set, in evaluation mode.</summary>
    /// <inheritdoc/>
    public override void BeforeEpoch(EpochStart start)
    {
        _epoch = start.Epoch;
        if (_prototypes.Length == 0) _prototypes = NewPrototypes((MultimodalModel)start.Model, start.Device);
        var training = start.Model.training;
        start.Model.eval();
        try
        {
            using var _ = no_grad();
            Measure(start);
        }
        finally
        {
            start.Model.train(training);
        }
    }

    /// <inheritdoc/>
    public override ModelOutput Predict(Model model, IReadOnlyList<Tensor> features, Presence? presence) =>
        OnlineProbe.Predict(model, features, presence);

    /// <inheritdoc/>
    public override Objectives ComputeObjectives(ModelOutput output, Tensor labels) =>
        base.ComputeObjectives(output, labels) with { Auxiliary = Rebalance(output.Features, labels) };

    /// <inheritdoc/>
    public override void VisitState(StateArchive state)
    {
        state.Number("epoch", ref _epoch);
        var hasPrototypes = _prototypes.Length > 0;
        state.Flag("has-prototypes", ref hasPrototypes);
        if (!hasPrototypes) Forget();
        else if (_prototypes.Length == 0) _prototypes = NewPrototypes((MultimodalModel)_model!, _model!.parameters().First().device);
        for (var k = 0; k < _prototypes.Length; k++) state.Visit($"prototypes-{k}", _prototypes[k]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    private static ClassPrototypes[] NewPrototypes(MultimodalModel model, Device device) =>
        [.. model.Encoders.Select(encoder => new ClassPrototypes(model.ClassCount, encoder.FeatureCount, device))];

    private void Forget()
    {
        foreach (var each in _prototypes) each.Dispose();
        _prototypes = [];
    }

    private void Measure(EpochStart start)
    {
        var samples = (int)Math.Ceiling(options.PrototypeShare * start.Data.Train.Count);
        var batches = (samples + LargestBatch - 1) / LargestBatch;
        var loader = new BatchLoader(start.Data.Train, new()
        {
            BatchSize = (samples + batches - 1) / batches,
            Seed = ~start.Options.Seed, // another order than that of the steps
            Workers = start.Options.Workers,
        });
        foreach (var batch in loader.Epoch(start.Epoch).Take(batches))
        {
            using var owned = batch;
            using var scope = NewDisposeScope();
            using var moved = batch.To(start.Device);
            foreach (var (prototypes, features) in _prototypes.Zip(start.Model.Encode(moved.Inputs)))
                prototypes.Add(features, moved.Labels);
        }
        foreach (var prototypes in _prototypes) prototypes.Renew(options.Momentum);
    }

    private Tensor? Rebalance(IReadOnlyList<Tensor> features, Tensor labels)
    {
        if (_prototypes.Length == 0) throw new InvalidOperationException("PMRMethod needs prototypes; call BeforeEpoch first.");
        var logs = _prototypes.Zip(features, (prototypes, z) => prototypes.LogProbabilities(z)).ToArray();
        var counted = _prototypes[0].Counted(labels); // the same classes are known in all modalities
        var ofLabels = logs.Select(log => log.gather(1, labels.unsqueeze(1)).squeeze(1)).ToArray();
        var scores = ofLabels.Select(log => (double)(log.detach().exp() * counted).sum().item<float>()).ToArray();

        Tensor? sum = null;
        for (var k = 0; k < logs.Length; k++)
        {
            var others = (scores.Sum() - scores[k]) / (scores.Length - 1);
            var slow = options.Alpha * Excess(others, scores[k]);
            var fast = _epoch <= options.EntropyEpochs ? options.EntropyWeight * Excess(scores[k], others) : 0;
            if (slow > 0) sum = Add(sum, ((ofLabels[k] * counted).sum() / counted.sum().AtLeast(1)).Times(-slow));
            if (fast > 0) sum = Add(sum, (logs[k].exp() * logs[k]).sum(1).mean().Times(fast)); // − μ γ H
        }
        return sum;
    }

    /// <summary>clip(a/b − 1, 0, 1); 0 where both are 0.</summary>
    private static double Excess(double a, double b) => a > b ? Math.Min((a / b) - 1, 1) : 0;

    private static Tensor Add(Tensor? sum, Tensor term) => sum is null ? term : sum.Plus(term);
}
