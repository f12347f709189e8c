using MMPareto.Gradients;
using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Native;
using MMPareto.Native.Weights;
using MMPareto.Training.Methods.Objective;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary><c>ogm</c> and <c>ogm-ge</c>: on-the-fly gradient modulation; the encoder of a modality that is ahead gets a smaller
/// gradient [Peng2022].</summary>
/// <remarks>
/// <para>The loss is the multimodal one. s_k = Σ_i softmax(W_k z_k + b/n)_i[y_i] over the batch, from the parts of the fused head;
/// ρ_k = s_k over the mean of the other scores; κ_k = 1 − tanh(α ρ_k) if ρ_k &gt; 1, else 1. Gradients of the parameters of encoder
/// k with two or more dimensions: g ← κ_k g, in ogm-ge g ← κ_k g + N(0, (std(g) + 1e-8)²).</para>
/// <para>Differs from the paper: any number of modalities; linear layers too, not convolutions alone. Cost: a linear layer a
/// modality without gradient, one read from the device a modality, and a product a tensor; ogm-ge draws as many normal numbers
/// as the encoders have weights.</para>
/// </remarks>
/// <param name="options">Settings.</param>
/// <param name="noise">The noise of ogm-ge; null for ogm.</param>
public sealed class OGMMethod(OGMOptions options, EnhancementNoise? noise = null) : BalancingMethod
{
    private MultimodalModel? _model;
    private Parameter[][] _weights = [];
    private double[] _scores = [];
    private CoefficientMeter _meter = new([]);
    private long _step;
    private int _epoch = 1;

    /// <inheritdoc/>
    public override string Name => noise is null ? "ogm" : "ogm-ge";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => [OnlineProbe.NoteOn(Name), _meter.Note(Name)];

    /// <summary>κ of each modality in the last step; 1 where it was not modulated. Empty before the first step.</summary>
    public IReadOnlyList<double> Coefficients { get; private set; } = [];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model is not MultimodalModel multimodal ? MultimodalOnly
        : !model.PredictsClasses ? ClassesOnly
        : OnlineProbe.Refuse(model) is { } reason ? reason
        : multimodal.ModalityNames.Count < 2 ? SeveralModalitiesOnly
        : !multimodal.HasSplitHead ? "scores each modality by its part of the fused head; in this model the features mix before the head "
            + "(set model.fusion to concatenation)"
        : multimodal.Encoders.SelectMany(encoder => encoder.parameters().DistinctBy(p => p.Handle)).GroupBy(p => p.Handle)
            .Any(same => same.Count() > 1) ? "needs encoders of their own for the modalities; in this model two share parameters"
        : null;

    /// <inheritdoc/>
    public override string? RefuseMissing => CompleteSamplesOnly;

    /// <inheritdoc/>
    public override void Begin(Model model)
    {
        options.Validate();
        _model = (MultimodalModel)model;
        _weights = [.. _model.Encoders.Select(encoder => encoder.parameters().Where(p => p.dim() >= 2).ToArray())];
        _scores = new double[_weights.Length];
        _meter = new(_model.ModalityNames);
        (_step, _epoch, Coefficients) = (0, 1, []);
    }

    /// <inheritdoc/>
    public override void BeforeEpoch(EpochStart start) => _epoch = start.Epoch;

    /// <inheritdoc/>
    public override ModelOutput Predict(Model model, IReadOnlyList<Tensor> features, Presence? presence) =>
        OnlineProbe.Predict(model, features, presence);

    /// <summary>The losses; on the way, adds to the scores of the batch.</summary>
    /// <inheritdoc/>
    public override Objectives ComputeObjectives(ModelOutput output, Tensor labels)
    {
        if (options.Modulates(_epoch)) AddScores(output.Features, labels);
        return base.ComputeObjectives(output, labels);
    }

    /// <summary>Modulates the gradients. Conflict is not measured: there is one loss, so one gradient row.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<GroupStatistics> Combine()
    {
        _step++;
        var modulates = options.Modulates(_epoch);
        Coefficients = modulates ? OGMCoefficients.Of(_scores, options.Alpha) : [.. _scores.Select(_ => 1.0)];
        if (!modulates) return [];
        _meter.Add(Coefficients);
        Array.Clear(_scores);
        for (var k = 0; k < _weights.Length; k++)
            for (var t = 0; t < _weights[k].Length; t++)
                Modulate(_weights[k][t], k, t);
        return [];
    }

    /// <inheritdoc/>
    public override void VisitState(StateArchive state)
    {
        state.Numbers("scores", ref _scores);
        state.Number("step", ref _step);
        state.Number("epoch", ref _epoch);
        state.Visit("factors", _meter);
    }

    private void AddScores(IReadOnlyList<Tensor> features, Tensor labels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var model = _model ?? throw new InvalidOperationException("OGMMethod needs a model; call Begin first.");
        var parts = model.PredictParts(features);
        for (var k = 0; k < parts.Count; k++)
            _scores[k] += nn.functional.softmax(parts[k], 1, ScalarType.Float64).gather(1, labels.unsqueeze(1)).sum().item<double>();
    }

    private void Modulate(Parameter weight, int encoder, int tensor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (!weight.requires_grad || weight.grad is not { } gradient) return;
        var added = noise?.For(gradient, _step, encoder, tensor);
        if (Coefficients[encoder] != 1) gradient.TimesInPlace(Coefficients[encoder]);
        if (added is not null) gradient.PlusInPlace(added);
    }
}
