using MMPareto.Data;
using MMPareto.Gradients;
using MMPareto.Gradients.Approximation;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary>What <see cref="GradientIntegration"/> does, approximated with one backward pass through the encoders; its name and notes say so.</summary>
/// <param name="name">The name of the exact method.</param>
/// <param name="aggregator">How the gradient rows of an encoder are combined.</param>
/// <param name="approximation">What is approximated.</param>
/// <param name="options">The seed of weightings with a random part; encoders stand by themselves, so rows are those of any <c>Cross</c>.</param>
/// <param name="unimodalWeight">Weight of the unimodal losses, at least 0; default 1.</param>
public sealed class ApproximateIntegration(
    string name, Aggregator aggregator, ApproximationOptions approximation, IntegratorOptions options, double unimodalWeight = 1) : BalancingMethod
{
    private ApproximateIntegrator? _integrator;

    /// <summary>The name of the method with what is approximated: <c>mmpareto~features</c>.</summary>
    public override string Name => ApproximationName.Of(name, approximation.AtFeatures, approximation.RefreshEvery);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes =>
    [
        .. approximation.AtFeatures ? (string[])["approximation: weights come of the gradients at the encoders' outputs, and so do conflict, cosine and lengths"] : [],
        .. approximation.RefreshEvery > 1
            ? [FormattableString.Invariant($"approximation: weights are found, and conflict is measured, in one of {approximation.RefreshEvery} steps; in between they are kept")]
            : (string[])[],
    ];

    /// <summary>Backward passes through the encoders so far, without those that found out which loss reaches what.</summary>
    public long EncoderPasses => Integrator.EncoderPasses;

    /// <inheritdoc/>
    public override string? Refuse(Model model) => IntegratedLosses.Refuse(model.IsMultitask, unimodalWeight, options.Cross)
        ?? (ReasonAgainst(model) is { } reason ? $"{reason} (set {Remedy})" : null);

    /// <inheritdoc/>
    public override void Begin(Model model) => _integrator = new(
        [.. model.Groups.Select(group => ParameterGroup.Of(group.Name, group.Module))], aggregator, approximation, options);

    /// <summary>A batch to logits, from features that are cut off from the encoders unless the step is an exact one.</summary>
    /// <inheritdoc/>
    public override ModelOutput Forward(Model model, IReadOnlyDictionary<string, Tensor> inputs, Tensor labels, Presence? presence)
    {
        var features = ModulateFeatures(model.Encode(inputs, presence), labels);
        return Predict(model, Integrator.Cut(features, PresenceMasks.Of(model, presence, features)), presence);
    }

    /// <inheritdoc/>
    public override void Accumulate(Objectives objectives)
    {
        var (multimodal, heads) = IntegratedLosses.Of(objectives, unimodalWeight);
        if (multimodal is null) Integrator.Accumulate([.. heads.OfType<Tensor>()]);
        else Integrator.Accumulate(multimodal, heads);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<GroupStatistics> Combine() => Integrator.Combine().Groups;

    /// <inheritdoc/>
    public override void VisitState(StateArchive state) => state.Visit("integrator", Integrator);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _integrator?.Dispose();
        base.Dispose(disposing);
    }

    private ApproximateIntegrator Integrator =>
        _integrator ?? throw new InvalidOperationException("ApproximateIntegration needs a model; call Begin first.");

    private string Remedy => string.Join(" and ",
        [.. approximation.AtFeatures ? (string[])["method.gradient to exact"] : [], .. approximation.RefreshEvery > 1 ? (string[])["method.refresh to 1"] : []]);

    private string? ReasonAgainst(Model model) => approximation.ReasonAgainst(aggregator)
        ?? (model is MultimodalModel { Exchange: not null }
            ? "is approximated at the output of each encoder, which must come of that encoder alone; in this model encoders exchange information"
        : model.Groups.SelectMany(group => group.Module.parameters().DistinctBy(p => p.Handle)).GroupBy(p => p.Handle).Any(same => same.Count() > 1)
            ? "is approximated at the output of each encoder, which must come of that encoder alone; in this model two share parameters"
        : null);
}
