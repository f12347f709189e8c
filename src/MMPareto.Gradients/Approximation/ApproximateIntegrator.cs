using MMPareto.Native.Weights;
using static TorchSharp.torch;

namespace MMPareto.Gradients.Approximation;

/// <summary>Approximates a <see cref="GradientIntegrator"/> with one backward pass through the encoders.</summary>
/// <remarks>
/// <para>At the encoder's output z_k, losses i have gradients r_i = ∂L_i/∂z_k; those of the parameters are g_i = J_kᵀ r_i. Any weights
/// then give Σ w_i g_i = J_kᵀ Σ w_i r_i by one pass. What is approximated is the weights: found from the Gramian of the r_i in place of
/// that of the g_i (<see cref="ApproximationOptions.AtFeatures"/>; the upper bound of [Sener2018]), or kept for some steps
/// (<see cref="ApproximationOptions.RefreshEvery"/>), or both.</para>
/// <para>Heads, and whatever stands outside the encoders, get the plain gradient of the sum of all losses. Encoders must stand by
/// themselves: which loss and which parameters reach what is looked at once, as <see cref="GradientIntegrator"/> does.</para>
/// <para>A step whose weights say nothing of the next one (a row of length zero, <see cref="CombinationReason.Stationary"/>,
/// <see cref="CombinationReason.Capped"/>) leaves none to keep; weights are found anew in the next step too.</para>
/// <para>Differs from the released code of [Sener2018]: one forward pass, where it takes a second one for the scaled sum of losses, which
/// scales the gradients of the heads as well. Cost: a backward pass through the heads for each row; one through the encoders.</para>
/// </remarks>
public sealed class ApproximateIntegrator : IStateful, IDisposable
{
    private readonly Aggregator _aggregator;
    private readonly ApproximationOptions _approximation;
    private readonly IntegratorOptions _options;
    private readonly GradientIntegrator _exact;
    private readonly EncoderGradients _encoders;
    private readonly KeptWeights _kept = new();
    private CutFeatures? _cut;
    private IReadOnlyList<Tensor> _features = [];
    private PendingStep? _pending;
    private GroupStatistics[] _found = [];
    private bool _looked;
    private long _step;
    private long _passes;

    /// <summary>An integrator for groups of parameters.</summary>
    /// <param name="groups">The encoders, in the order of their unimodal losses; or one shared trunk.</param>
    /// <param name="aggregator">How rows are combined: a weighting that does not weigh all rows alike.</param>
    /// <param name="approximation">What is approximated.</param>
    /// <param name="options">Settings; the defaults suit most. Encoders stand by themselves, so <see cref="IntegratorOptions.Cross"/> means nothing.</param>
    /// <exception cref="ArgumentException">Nothing is approximated, the rule has no such approximation, or two groups share a parameter.</exception>
    public ApproximateIntegrator(
        IReadOnlyList<ParameterGroup> groups, Aggregator aggregator, ApproximationOptions approximation, IntegratorOptions? options = null)
    {
        if (approximation.RefreshEvery < 1 || approximation.IsExact)
            throw new ArgumentException(
                $"approximation must be at the features, or refresh every 2 steps or more; got every {approximation.RefreshEvery}.", nameof(approximation));
        if (approximation.ReasonAgainst(aggregator) is { } reason)
            throw new ArgumentException($"aggregator must be one that can be approximated so; got one that {reason}.", nameof(aggregator));
        (_aggregator, _approximation, _options) = (aggregator, approximation, options ?? new());
        _exact = GradientIntegrator.For(groups, aggregator, _options with { Cross = CrossGradients.Sum });
        _encoders = new(groups);
    }

    /// <summary>Backward passes through the encoders so far, without those that found out what reaches what.</summary>
    public long EncoderPasses => _passes + _exact.BackwardPasses;

    /// <summary>Whether the step that comes, or goes on, is an exact one.</summary>
    private bool IsExactStep => !_approximation.AtFeatures && IsDue;

    /// <summary>Whether weights are to be found, not taken from an earlier step.</summary>
    private bool IsDue => _step % _approximation.RefreshEvery == 0 || !_kept.HasAll(_encoders.TrainedNames);

    /// <summary>Takes features on their way from the encoders to the heads; call it before the losses are made.</summary>
    /// <param name="features">The features of each encoder, or those of the shared trunk, [b, d_k].</param>
    /// <param name="masks">For each, 1 where a feature comes of the encoder and 0 where it is a zero that stands for what is missing, of a
    /// shape that broadcasts; null for 1 throughout.</param>
    /// <returns>What the heads must read in their place, of the same values; freed with the scope that features are made in.</returns>
    /// <exception cref="ArgumentException">There are not as many features as groups.</exception>
    public IReadOnlyList<Tensor> Cut(IReadOnlyList<Tensor> features, IReadOnlyList<Tensor?>? masks = null)
    {
        if (features.Count != _encoders.Count)
            throw new ArgumentException($"features must be one tensor a group, {_encoders.Count}; got {features.Count}.", nameof(features));
        if (IsExactStep) return features;
        (_features, _cut) = (features, new CutFeatures(features, masks, _encoders));
        return _cut.ForHeads;
    }

    /// <summary>Backward pass and combination for a multimodal model.</summary>
    /// <inheritdoc cref="Accumulate(Tensor, IReadOnlyList{Tensor?})"/>
    /// <returns>What happened to each encoder.</returns>
    public StepStatistics Backward(Tensor multimodalLoss, IReadOnlyList<Tensor?> unimodalLosses)
    {
        Accumulate(multimodalLoss, unimodalLosses);
        return Combine();
    }

    /// <summary>Adds the gradients of one micro-batch; <see cref="Combine"/> ends the step.</summary>
    /// <param name="multimodalLoss">The loss of the fused prediction on the cut features.</param>
    /// <param name="unimodalLosses">The loss of each modality's own head; null for one that is absent.</param>
    /// <exception cref="ArgumentException">A loss is no scalar or needs no gradient.</exception>
    /// <exception cref="InvalidOperationException">Features were not cut; weights are found at the features, and this is the step's second
    /// micro-batch; or encoders do not stand by themselves.</exception>
    /// <exception cref="NumericalException">A gradient at the features is not finite.</exception>
    public void Accumulate(Tensor multimodalLoss, IReadOnlyList<Tensor?> unimodalLosses)
    {
        if (IsExactStep)
        {
            _exact.SkipTo(_step);
            _exact.Accumulate(multimodalLoss, unimodalLosses);
            return;
        }
        LossChecks.Check(multimodalLoss, nameof(multimodalLoss));
        for (var k = 0; k < unimodalLosses.Count; k++)
            if (unimodalLosses[k] is { } loss) LossChecks.Check(loss, $"{nameof(unimodalLosses)}[{k}]");
        AccumulateAtFeatures([multimodalLoss, .. unimodalLosses], tasks: false);
    }

    /// <summary>As <see cref="Accumulate(Tensor, IReadOnlyList{Tensor?})"/>, for several tasks on a shared trunk: a row for each loss.</summary>
    /// <param name="losses">One scalar loss a task, at least one.</param>
    /// <exception cref="ArgumentException">A loss is no scalar or needs no gradient, or there is none.</exception>
    /// <exception cref="NumericalException">A gradient at the features is not finite.</exception>
    public void Accumulate(IReadOnlyList<Tensor> losses)
    {
        if (IsExactStep)
        {
            _exact.SkipTo(_step);
            _exact.Accumulate(losses);
            return;
        }
        if (losses.Count == 0) throw new ArgumentException("losses must have at least one entry; got none.", nameof(losses));
        for (var i = 0; i < losses.Count; i++) LossChecks.Check(losses[i], $"{nameof(losses)}[{i}]");
        AccumulateAtFeatures([.. losses], tasks: true);
    }

    /// <summary>Ends the step; <c>grad</c> then holds the result.</summary>
    /// <returns>What happened to each encoder, with rows where weights were found: at the parameters, or at the features. No group in a
    /// step with kept weights, in which nothing is measured.</returns>
    /// <exception cref="InvalidOperationException">Nothing was accumulated, or encoders do not stand by themselves.</exception>
    /// <exception cref="NumericalException">A loss or gradient is not finite; gradients are then undefined.</exception>
    public StepStatistics Combine()
    {
        if (IsExactStep)
        {
            var exact = _exact.Combine();
            RequireSeparate(_exact.EncodersAreSeparate != false);
            _kept.Take(exact.Groups);
            _step = exact.Step;
            return exact;
        }
        var (pending, found) = (_pending ?? throw new InvalidOperationException("Combine needs gradients; call Accumulate first."), _found);
        (_pending, _found) = (null, []);
        pending.CheckLosses(_step + 1);
        _encoders.Finish(_step + 1);
        if (IsDue) _kept.Take(found);
        else found = [];
        _step++;
        return new StepStatistics(_step, pending.Losses[0] ?? 0, pending.Losses[1..], found);
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        if (state.IsRestoring) (_pending, _cut, _features, _found) = (null, null, [], []); // what a step that failed has left
        state.Number("step", ref _step);
        state.Number("passes", ref _passes);
        state.Flag("looked", ref _looked);
        state.Visit("exact", _exact);
        state.Visit("kept", _kept);
    }

    /// <summary>Frees the rows. Gradients that parameters hold stay valid.</summary>
    public void Dispose() => _exact.Dispose();

    private void AccumulateAtFeatures(Tensor?[] losses, bool tasks)
    {
        var (pending, cut, features) = (_pending, _cut, _features);
        (_pending, _cut, _features) = (null, null, []);
        if (cut is null) throw new InvalidOperationException("Accumulate needs losses on cut features; call Cut first.");
        if (IsDue && pending is not null)
            throw new InvalidOperationException("weights at the features need the whole batch at once; got a second micro-batch in one step.");
        var isFirst = pending is null; // to look takes gradients away, and later micro-batches have some
        pending ??= new PendingStep(tasks ? losses.Length : 2, losses.Length, sumOnly: false, tasks, ownLosses: !tasks);

        using var scope = NewDisposeScope();
        pending.Add(losses);
        if (pending.Losses.All(loss => loss is null || double.IsFinite(loss.Value)))
        {
            if (!tasks && isFirst) LookOnce(cut, features, losses);
            _found = cut.Backward(losses, tasks, pending, IsDue ? _aggregator : _kept, _step + 1, _options.Seed);
            _passes++;
        } // else Combine tells which is not
        _pending = pending;
    }

    /// <summary>On the first batch with all losses and features; in other steps than exact ones only, which look by themselves.</summary>
    private void LookOnce(CutFeatures cut, IReadOnlyList<Tensor> features, Tensor?[] losses)
    {
        if (_looked || !_approximation.AtFeatures || losses.Any(loss => loss is null)) return;
        if (Enumerable.Range(0, _encoders.Count).Any(k => _encoders.IsTrained(k) && !features[k].requires_grad)) return;
        RequireSeparate(cut.AreReadByOwnHeadsOnly(losses[1..]) && _encoders.MakeOwnFeaturesOnly(features));
        _looked = true;
    }

    private static void RequireSeparate(bool separate)
    {
        if (!separate)
            throw new InvalidOperationException(
                "an approximation needs encoders that stand by themselves; got one that another's features or unimodal loss reaches. Use the exact gradient.");
    }
}
