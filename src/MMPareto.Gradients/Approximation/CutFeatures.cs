using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Gradients.Approximation;

/// <summary>Features cut off from their encoders: backward passes of the losses end here, and one of their combination goes on.</summary>
internal sealed class CutFeatures
{
    private readonly IReadOnlyList<Tensor> _features;
    private readonly ParameterGroup[] _leaves;

    /// <param name="features">[b, d_k] each, with the graph of their encoder behind them.</param>
    /// <param name="masks">1 where a feature comes of its encoder, 0 where it stands for what is missing; null for 1 throughout.</param>
    /// <param name="encoders">The encoders; a frozen one gets no rows.</param>
    public CutFeatures(IReadOnlyList<Tensor> features, IReadOnlyList<Tensor?>? masks, EncoderGradients encoders)
    {
        _features = features;
        _leaves = [.. features.Select((feature, k) => new ParameterGroup(
            encoders.NameOf(k), [("features", new Parameter(feature.detach(), encoders.IsTrained(k)))]))];
        // What is missing is zero, so its product with 0 is itself; but no gradient comes through.
        ForHeads = [.. features.Select((_, k) => masks?[k] is { } mask ? LeafOf(k).mul(mask) : LeafOf(k))];
    }

    /// <summary>The same values for heads and losses, without the encoders behind them.</summary>
    public IReadOnlyList<Tensor> ForHeads { get; }

    /// <summary>Finds from the autograd graph whether each unimodal loss reads its own features only.</summary>
    /// <param name="unimodalLosses">All of them, none absent.</param>
    public bool AreReadByOwnHeadsOnly(IReadOnlyList<Tensor?> unimodalLosses)
    {
        using var scope = NewDisposeScope();
        return new BackwardPasses(GroupRows.Of(_leaves)).ReachOwnEncodersOnly(unimodalLosses);
    }

    /// <summary>Backward through the heads into rows, their combination, and backward with it through the encoders.</summary>
    /// <param name="losses">The losses in the step's order; null for one that is absent.</param>
    /// <param name="tasks">Whether they are those of several tasks.</param>
    /// <param name="step">The step that is accumulated.</param>
    /// <param name="aggregator">How rows are combined.</param>
    /// <param name="number">Number of the step, from 1.</param>
    /// <param name="seed">Seed for weightings with a random part.</param>
    /// <returns>What happened to the rows of each encoder.</returns>
    public GroupStatistics[] Backward(Tensor?[] losses, bool tasks, PendingStep step, Aggregator aggregator, long number, long seed)
    {
        var groups = GroupRows.Of(_leaves);
        try
        {
            foreach (var group in groups) group.Begin(step.Rows);
            var passes = new BackwardPasses(groups);
            if (tasks) passes.PerLoss(losses);
            else passes.OfBothSides(losses[0]!, losses[1..]);
            var statistics = Array.ConvertAll(groups, group => group.Combine(aggregator, step, number, seed));
            IntoEncoders();
            return statistics;
        }
        finally
        {
            foreach (var group in groups) group.Dispose();
        }
    }

    private Parameter LeafOf(int encoder) => _leaves[encoder].Parameters[0].Parameter;

    /// <summary>One pass; features that come of no parameter, as where no sample has the modality, are left out.</summary>
    private void IntoEncoders()
    {
        int[] reached = [.. Enumerable.Range(0, _features.Count).Where(k => _features[k].requires_grad && LeafOf(k).requires_grad)];
        if (reached.Length == 0) return;
        autograd.backward([.. reached.Select(k => _features[k])], [.. reached.Select(k => LeafOf(k).grad!)]);
    }
}
