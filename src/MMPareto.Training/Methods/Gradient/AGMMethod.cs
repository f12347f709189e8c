using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native;
using MMPareto.Native.Weights;
using MMPareto.Training.Methods.Objective;
using MMPareto.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary><c>agm</c>: adaptive gradient modulation; the gradient at what a modality contributes to the logits is scaled [Li2023].</summary>
/// <remarks>
/// <para>The fused logits are the sum of the contributions φ_k (<see cref="ShapleyLogits"/>). s_k is the mean of −log softmax(φ_k)[y],
/// with probabilities of at least 1e-8, S_k its mean over all steps before. r_k = exp(n/(n − 1) (mean s − s_k)), τ_k the same of S,
/// κ_k = exp(α min(τ_k − r_k, 10)): a modality that is further ahead than it used to be is held back, one that fell behind is
/// spurred on. Backward, the gradient at φ_k is multiplied by κ_k; it so reaches the encoders and the fused head. Where an entry of
/// the gradient of the fused head's weight is above 1 in size, all gradients but those of the own heads are clipped to length 1.</para>
/// <para>Differs from the released code: real inputs are encoded once, in training mode, and zero inputs once for the batch, in
/// evaluation mode; there both are encoded anew for each set. Cost: one more sample through each encoder, 2^n − 1 fused heads.</para>
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class AGMMethod(AGMOptions options) : BalancingMethod
{
    private const double LeastProbability = 1e-8;
    private const double ClipLength = 1;
    private double[] _scores = [];
    private double[] _means = [];
    private double[] _coefficients = [];
    private CoefficientMeter _meter = new([]);
    private MultimodalModel? _model;
    private Parameter[] _clipped = [];
    private long _samples;
    private long _steps;
    private long _clippedSteps;
    private int _epoch = 1;

    /// <inheritdoc/>
    public override string Name => "agm";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes =>
        [OnlineProbe.NoteOn(Name), _meter.Note(Name), $"agm clipped the gradient in {_clippedSteps} steps"];

    /// <summary>κ of each modality in the last step, over its micro-batches the mean; 1 where it was not modulated.</summary>
    public IReadOnlyList<double> Coefficients { get; private set; } = [];

    /// <summary>S_k, the mean score of each modality over all modulated steps so far; zeros before the first.</summary>
    public IReadOnlyList<double> MeanScores => _means;

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model is not MultimodalModel multimodal ? MultimodalOnly
        : !model.PredictsClasses ? ClassesOnly
        : OnlineProbe.Refuse(model) is { } reason ? reason
        : multimodal.ModalityNames.Count < 2 ? SeveralModalitiesOnly
        : multimodal.Exchange is not null
            ? "needs what each modality alone gives; in this model encoders exchange information (set model.exchange to none)"
        : multimodal.ModalityNames.Count > ShapleyLogits.LargestCount
            ? $"needs the logits of every set of modalities; this model has {multimodal.ModalityNames.Count} modalities, and "
                + $"{ShapleyLogits.LargestCount} are the most"
        : null;

    /// <inheritdoc/>
    public override string? RefuseMissing => CompleteSamplesOnly;

    /// <inheritdoc/>
    public override void Begin(Model model)
    {
        options.Validate();
        _model = (MultimodalModel)model;
        _clipped = [.. model.named_parameters().Where(p => !p.name.StartsWith("heads.", StringComparison.Ordinal)).Select(p => p.parameter)];
        var count = _model.ModalityNames.Count;
        (_scores, _means, _coefficients) = (new double[count], new double[count], new double[count]);
        (_samples, _steps, _clippedSteps, _epoch, Coefficients) = (0, 0, 0, 1, []);
        _meter = new(_model.ModalityNames);
    }

    /// <inheritdoc/>
    public override void BeforeEpoch(EpochStart start) => _epoch = start.Epoch;

    /// <summary>A batch to logits whose gradient is scaled for each modality; their value is that of the fused head.</summary>
    /// <inheritdoc/>
    public override ModelOutput Forward(Model model, IReadOnlyDictionary<string, Tensor> inputs, Tensor labels, Presence? presence)
    {
        var features = Model.Encode(inputs);
        if (!options.Modulates(_epoch)) return OnlineProbe.Predict(model, features);
        var (contributions, all) = ShapleyLogits.Of(subset => Model.Fuse(subset), features, EncodeZeros(inputs));
        var kappa = tensor(AddScores(contributions, labels), [features.Count, 1, 1]).to(all.dtype, all.device);
        var fused = all.detach().Plus(((contributions - contributions.detach()) * kappa).sum([0L]));
        return new(features, fused, Model.PredictEach([.. features.Select(feature => feature.detach())])) { Targets = Model.Targets };
    }

    /// <summary>Takes the step's scores into their means, and clips. Conflict is not measured: there is one loss, so one row.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<GroupStatistics> Combine()
    {
        Coefficients = [.. _coefficients.Select(sum => _samples == 0 ? 1 : sum / _samples)];
        if (_samples > 0)
        {
            _steps++;
            _meter.Add(Coefficients);
            for (var k = 0; k < _means.Length; k++) _means[k] += ((_scores[k] / _samples) - _means[k]) / _steps;
            Array.Clear(_scores);
            Array.Clear(_coefficients);
            _samples = 0;
        }
        Clip();
        return [];
    }

    /// <inheritdoc/>
    public override void VisitState(StateArchive state)
    {
        state.Numbers("scores", ref _scores);
        state.Numbers("means", ref _means);
        state.Numbers("coefficients", ref _coefficients);
        state.Number("samples", ref _samples);
        state.Number("steps", ref _steps);
        state.Number("clipped-steps", ref _clippedSteps);
        state.Number("epoch", ref _epoch);
        state.Visit("factors", _meter);
    }

    private MultimodalModel Model => _model ?? throw new InvalidOperationException("AGMMethod needs a model; call Begin first.");

    /// <summary>Features of one zero sample for each modality. In evaluation mode, so that no running statistics see it.</summary>
    private Tensor[] EncodeZeros(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var zeros = new Tensor[Model.Encoders.Count];
        for (var k = 0; k < zeros.Length; k++)
        {
            var encoder = Model.Encoders[k];
            var wasTraining = encoder.training;
            encoder.eval();
            try
            {
                zeros[k] = encoder.call(zeros_like(inputs[Model.ModalityNames[k]].narrow(0, 0, 1)));
            }
            finally
            {
                encoder.train(wasTraining);
            }
        }
        return zeros;
    }

    /// <summary>κ for a micro-batch, from its scores, which are added to those of the step.</summary>
    private double[] AddScores(Tensor contributions, Tensor labels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var count = labels.shape[0];
        var probabilities = nn.functional.softmax(contributions, 2, ScalarType.Float64)
            .gather(2, labels.reshape(1, -1, 1).expand(contributions.shape[0], -1, 1));
        var scores = probabilities.AtLeast(LeastProbability).log().neg().mean([1, 2]).cpu().data<double>().ToArray();
        var kappa = AGMCoefficients.Of(scores, _means, options.Alpha);
        for (var k = 0; k < scores.Length; k++)
        {
            _scores[k] += count * scores[k];
            _coefficients[k] += count * kappa[k];
        }
        _samples += count;
        return kappa;
    }

    private void Clip()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (Model.FusedWeight?.grad is not { } gradient || gradient.abs().max().to(ScalarType.Float64).item<double>() <= 1) return;
        GradientClipping.Apply(_clipped, ClipLength);
        _clippedSteps++;
    }
}
