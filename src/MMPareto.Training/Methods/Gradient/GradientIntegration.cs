using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native.Weights;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Gradient;

/// <summary>Methods that combine the gradients of several losses, encoder by encoder, or for the trunk that tasks share.</summary>
/// <param name="name">The name in configs and tables.</param>
/// <param name="aggregator">How the gradient rows of an encoder are combined.</param>
/// <param name="options">Which rows, and how often they are measured.</param>
/// <param name="unimodalWeight">Weight of the unimodal losses, at least 0; default 1.</param>
public sealed class GradientIntegration(
    string name, Aggregator aggregator, IntegratorOptions options, double unimodalWeight = 1) : BalancingMethod
{
    private GradientIntegrator? _integrator;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => aggregator.ConstantWeight is null || options.MeasureEvery == 1 ? []
        : [$"conflict is measured in one of {options.MeasureEvery} steps"];

    /// <inheritdoc/>
    public override string? Refuse(Model model) => IntegratedLosses.Refuse(model.IsMultitask, unimodalWeight, options.Cross);

    /// <inheritdoc/>
    public override void Begin(Model model) => _integrator = GradientIntegrator.For(
        [.. model.Groups.Select(group => ParameterGroup.Of(group.Name, group.Module))], aggregator, options);

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

    internal GradientIntegrator Integrator =>
        _integrator ?? throw new InvalidOperationException("GradientIntegration needs a model; call Begin first.");
}
