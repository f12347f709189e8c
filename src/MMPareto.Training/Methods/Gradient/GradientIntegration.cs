using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Native;
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
    public override string? Refuse(Model model) => (model.IsMultitask, unimodalWeight == 1, options.Cross) switch
    {
        (true, false, _) => "has unimodal losses to weigh only in a multimodal model, not with several tasks",
        (true, _, not CrossGradients.Sum) => "has unimodal losses that cross encoders only in a multimodal model, not with several tasks",
        _ => null,
    };

    /// <inheritdoc/>
    public override void Begin(Model model) => _integrator = GradientIntegrator.For(
        [.. model.Groups.Select(group => ParameterGroup.Of(group.Name, group.Module))], aggregator, options);

    /// <inheritdoc/>
    public override void Accumulate(Objectives objectives)
    {
        if (objectives.MultimodalSide is not { } multimodal)
        {
            Integrator.Accumulate([.. objectives.Heads.OfType<Tensor>()]);
            return;
        }
        var unimodal = unimodalWeight == 1 ? objectives.Heads
            : [.. objectives.Heads.Select(loss => loss is null ? null : loss.Times(unimodalWeight))];
        Integrator.Accumulate(multimodal, unimodal);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<GroupStatistics> Combine() => Integrator.Combine().Groups;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _integrator?.Dispose();
        base.Dispose(disposing);
    }

    private GradientIntegrator Integrator =>
        _integrator ?? throw new InvalidOperationException("GradientIntegration needs a model; call Begin first.");
}
