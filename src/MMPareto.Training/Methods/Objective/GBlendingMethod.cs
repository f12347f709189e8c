using System.Globalization;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Objective;

/// <summary><c>g-blending</c>: the losses are weighed by how well each of them, trained alone, generalises and how little it
/// overfits [Wang2020].</summary>
/// <remarks>
/// <para>L = w_f L_f + Σ_k w_k L_k with w in proportion to max(G, 0) / max(O, ε)² and of sum 1. Before epochs 1, 1 + S, 1 + 2S, …
/// each objective is trained alone in a probe run: G is the fall of its validation loss, O the growth of the gap between its
/// validation and training losses.</para>
/// <para>Differs from the paper: negative G count as 0, O below ε as ε. Cost: a forward and backward pass a step as in uniform, and
/// every S epochs a probe run for each of the k + 1 objectives with k + 2 evaluations on training and validation samples.</para>
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class GBlendingMethod(GBlendingOptions options) : BalancingMethod
{
    private string[] _names = [];
    private int _measured;
    private int _lastMeasured;

    /// <inheritdoc/>
    public override string Name => "g-blending";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _measured == 0 ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"g-blending trained {_names.Length * options.ProbeEpochs * _measured} epochs more than it shows, ")
            + $"to weigh its {_names.Length} losses: each alone, {Count(options.ProbeEpochs, "epoch")} long, {Count(_measured, "time")}"
            + (options.ProbeSamples > 0 ? $", on {options.ProbeSamples} samples at most" : ""),
        $"weights of the losses in g-blending from epoch {_lastMeasured} on: {WeightsInWords()}",
    ];

    /// <summary>What the last probe runs measured: the fused objective, then each modality. Empty before the first.</summary>
    public IReadOnlyList<BlendedObjective> Measured { get; private set; } = [];

    /// <summary>The weights in use: of the fused loss, then of each modality's own. Empty before the first epoch.</summary>
    public IReadOnlyList<double> Weights { get; private set; } = [];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model is not MultimodalModel multimodal ? MultimodalOnly
        : multimodal.IsEnsemble ? "weighs the loss of a fused head; the ensemble has no fused head (set model.fusion to concatenation)"
        : multimodal.Exchange is not null
            ? "trains each modality alone to weigh it; in this model encoders exchange information (set model.exchange to none)"
        : null;

    /// <inheritdoc/>
    public override string? RefuseMissing => CompleteSamplesOnly;

    /// <inheritdoc/>
    public override void Begin(Model model)
    {
        options.Validate();
        _names = ["fused", .. model.HeadNames];
        (_measured, _lastMeasured, Measured, Weights) = (0, 0, [], []);
    }

    /// <summary>At the beginning of a super-epoch, measures each objective in a probe run and weighs it.</summary>
    /// <inheritdoc/>
    public override void BeforeEpoch(EpochStart start)
    {
        if ((start.Epoch - 1) % options.SuperEpoch != 0) return;
        var probes = start.Probes ?? throw new InvalidOperationException("GBlendingMethod needs probe runs; train it with the Trainer.");
        start.Note($"Epoch {start.Epoch}: g-blending first trains each of {_names.Length} losses alone, to weigh them.");
        var probe = new ProbeOptions(options.ProbeEpochs, options.ProbeSamples);
        var before = probes.Score(probe);
        var measured = new BlendedObjective[_names.Length];
        for (var i = 0; i < measured.Length; i++)
        {
            using var alone = new SingleObjective($"{Name}, {_names[i]} alone", i == 0 ? null : i - 1);
            var after = probes.ScoreAfter(alone, probe);
            double LossOf(EvaluationRecord scores) => Finite((i == 0 ? scores.Fused : scores.Heads[_names[i]]).Loss, _names[i]);
            measured[i] = new(_names[i], LossOf(before.Train), LossOf(after.Train), LossOf(before.Validation), LossOf(after.Validation));
        }
        (Measured, Weights) = (measured, BlendedObjective.Weights(measured, options.SmallestOverfitting));
        (_measured, _lastMeasured) = (_measured + 1, start.Epoch);
        start.Note($"Epoch {start.Epoch}: g-blending weighs the losses {WeightsInWords()}.");
    }

    /// <summary>The gradients of the weighted sum; the losses themselves are reported without weights.</summary>
    /// <inheritdoc/>
    public override void Accumulate(Objectives objectives)
    {
        if (Weights.Count == 0) throw new InvalidOperationException("GBlendingMethod needs weights; call BeforeEpoch first.");
        static Tensor? Times(Tensor? loss, double weight) => loss is null ? null : loss.Times(weight);
        base.Accumulate(new(
            Times(objectives.Multimodal, Weights[0]), [.. objectives.Heads.Select((loss, k) => Times(loss, Weights[k + 1]))]));
    }

    /// <inheritdoc/>
    public override void VisitState(StateArchive state)
    {
        state.Number("measured", ref _measured);
        state.Number("last-measured", ref _lastMeasured);
        double[] weights = [.. Weights];
        state.Numbers("weights", ref weights);
        double[] losses = [.. Measured.SelectMany(each => (double[])[each.TrainBefore, each.TrainAfter, each.ValidationBefore, each.ValidationAfter])];
        state.Numbers("losses", ref losses);
        if (state.IsRestoring)
            (Weights, Measured) = (weights, [.. losses.Chunk(4).Select((each, i) => new BlendedObjective(_names[i], each[0], each[1], each[2], each[3]))]);
    }

    private string WeightsInWords() => string.Join(", ", _names.Zip(Weights, (name, weight) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {weight:0.0000}")));

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static double Finite(double? loss, string name) => loss is { } value && double.IsFinite(value) ? value
        : throw new NumericalException(
            $"g-blending: the loss of {name} around its probe run must be finite; got {loss}. Lower the learning rate, or check the inputs.");
}
