using MMPareto.Gradients.Aggregation;
using MMPareto.Native.Weights;
using static TorchSharp.torch;

namespace MMPareto.Gradients;

/// <summary>Takes the place of <c>loss.backward()</c>: combines the gradients of several losses, encoder by encoder.</summary>
/// <remarks>
/// <para>Parameters of the groups get the combined gradient, which replaces what <c>grad</c> held. Parameters outside
/// (heads, fusion) get the plain gradient of the sum of all losses, added to <c>grad</c> as autograd does; so
/// <c>optimizer.zero_grad()</c> stays where it was. <c>module.zero_grad()</c> may be used too.</para>
/// <para>Row 0 is the gradient of the multimodal loss, row 1 that of the unimodal side. Where unimodal loss k reaches
/// encoder k only, two backward passes give all rows exactly, whatever the number of modalities; which case holds is
/// found from the autograd graph on the first batch that has all losses. Encoders that share parameters are combined as
/// one group. Frozen parameters are left alone, parameters that no loss reaches get a gradient of zero.</para>
/// <para>Gradients must be dense; parameters of one group must share a device and a floating-point type.</para>
/// </remarks>
public sealed class GradientIntegrator : IStateful, IDisposable
{
    private readonly Aggregator _aggregator;
    private readonly IntegratorOptions _options;
    private readonly GroupRows[] _groups;
    private readonly BackwardPasses _passes;
    private bool? _separate;
    private bool _isRestored;
    private PendingStep? _pending;
    private long _step;
    private bool _disposed;

    private GradientIntegrator(IReadOnlyList<ParameterGroup> groups, Aggregator aggregator, IntegratorOptions? options)
    {
        _aggregator = aggregator;
        _options = options ?? new();
        if (_options.MeasureEvery < 1)
            throw new ArgumentException($"MeasureEvery must be at least 1; got {_options.MeasureEvery}.", nameof(options));
        _groups = GroupRows.Of(groups);
        _passes = new(_groups);
    }

    /// <summary>An integrator for modules, one group each.</summary>
    /// <param name="encoders">The encoders, in the order of their unimodal losses; or one shared trunk.</param>
    /// <param name="weighting">How rows are weighed, for example <see cref="Weightings.MMPareto"/>.</param>
    /// <param name="options">Settings; the defaults suit most.</param>
    /// <exception cref="ArgumentException">No encoder, an encoder without parameters, on several devices or of mixed types.</exception>
    public static GradientIntegrator For(IReadOnlyList<nn.Module> encoders, IWeighting weighting, IntegratorOptions? options = null) =>
        new(Named(encoders), new WeightedAggregator(weighting), options);

    /// <inheritdoc cref="For(IReadOnlyList{nn.Module}, IWeighting, IntegratorOptions?)"/>
    /// <param name="encoders">The encoders, in the order of their unimodal losses; or one shared trunk.</param>
    /// <param name="aggregator">How rows are combined, for example <see cref="Weightings.MMParetoOfficial"/>.</param>
    /// <param name="options">Settings; the defaults suit most.</param>
    public static GradientIntegrator For(IReadOnlyList<nn.Module> encoders, Aggregator aggregator, IntegratorOptions? options = null) =>
        new(Named(encoders), aggregator, options);

    /// <summary>An integrator for groups of parameters.</summary>
    /// <param name="groups">The groups, in the order of their unimodal losses.</param>
    /// <param name="weighting">How rows are weighed.</param>
    /// <param name="options">Settings; the defaults suit most.</param>
    /// <exception cref="ArgumentException">No group, a group without parameters, on several devices or of mixed types.</exception>
    public static GradientIntegrator For(IReadOnlyList<ParameterGroup> groups, IWeighting weighting, IntegratorOptions? options = null) =>
        new(groups, new WeightedAggregator(weighting), options);

    /// <inheritdoc cref="For(IReadOnlyList{ParameterGroup}, IWeighting, IntegratorOptions?)"/>
    /// <param name="groups">The groups, in the order of their unimodal losses.</param>
    /// <param name="aggregator">How rows are combined.</param>
    /// <param name="options">Settings; the defaults suit most.</param>
    public static GradientIntegrator For(IReadOnlyList<ParameterGroup> groups, Aggregator aggregator, IntegratorOptions? options = null) =>
        new(groups, aggregator, options);

    /// <summary>Whether each unimodal loss reaches only its own encoder; null until a batch with all losses was seen.</summary>
    public bool? EncodersAreSeparate => _separate;

    /// <summary>Backward passes taken so far, without those that found out which loss reaches which encoder.</summary>
    public long BackwardPasses => _passes.Count;

    /// <summary>The gradient rows of each group, for inspection. Row 0 holds the combined gradient after a step.</summary>
    public IReadOnlyList<GradientRows?> Rows => [.. _groups.Select(group => group.Rows)];

    /// <summary>Backward pass and combination for a multimodal model.</summary>
    /// <param name="multimodalLoss">The loss of the fused prediction, a scalar.</param>
    /// <param name="unimodalLosses">The loss of each modality's own head, scalars in the order of the encoders; null for one that is absent.</param>
    /// <returns>What happened to each encoder.</returns>
    /// <exception cref="ArgumentException">A loss is no scalar or needs no gradient.</exception>
    /// <exception cref="NumericalException">A loss or gradient is not finite; gradients are then undefined.</exception>
    public StepStatistics Backward(Tensor multimodalLoss, IReadOnlyList<Tensor?> unimodalLosses)
    {
        Accumulate(multimodalLoss, unimodalLosses);
        return Combine();
    }

    /// <summary>Backward pass and combination for several tasks on a shared trunk: one row and one pass for each loss.</summary>
    /// <param name="losses">One scalar loss a task, at least one.</param>
    /// <returns>What happened to each group.</returns>
    /// <exception cref="ArgumentException">A loss is no scalar or needs no gradient, or there is none.</exception>
    /// <exception cref="NumericalException">A loss or gradient is not finite; gradients are then undefined.</exception>
    public StepStatistics Backward(IReadOnlyList<Tensor> losses)
    {
        Accumulate(losses);
        return Combine();
    }

    /// <summary>Adds the gradients of one micro-batch to the rows; <see cref="Combine"/> ends the step.</summary>
    /// <param name="multimodalLoss">The loss of the fused prediction, already divided by the number of micro-batches.</param>
    /// <param name="unimodalLosses">The loss of each modality's own head, divided likewise; null for one that is absent.</param>
    /// <remarks>An exception ends the step: what was accumulated before does not enter the next one.</remarks>
    /// <exception cref="ArgumentException">A loss is no scalar or needs no gradient.</exception>
    public void Accumulate(Tensor multimodalLoss, IReadOnlyList<Tensor?> unimodalLosses)
    {
        var pending = TakePending();
        LossChecks.Check(multimodalLoss, nameof(multimodalLoss));
        for (var k = 0; k < unimodalLosses.Count; k++)
            if (unimodalLosses[k] is { } loss) LossChecks.Check(loss, $"{nameof(unimodalLosses)}[{k}]");
        if (_options.Cross == CrossGradients.Own) CheckOwners(unimodalLosses.Count);

        using var scope = NewDisposeScope();
        if (pending is null) FindReachIfUnknown(unimodalLosses);
        var rowsPerLoss = _options.Cross == CrossGradients.Rows && _separate != true;
        var passPerOwner = _options.Cross == CrossGradients.Own && _separate != true;
        pending ??= Begin(rowsPerLoss ? 1 + unimodalLosses.Count : 2, 1 + unimodalLosses.Count, sumServes: !passPerOwner, tasks: false,
            ownLosses: _separate == true || passPerOwner);
        pending.Add([multimodalLoss, .. unimodalLosses]);
        if (pending.SumOnly) _passes.OfSum([multimodalLoss, .. unimodalLosses]);
        else if (rowsPerLoss) _passes.PerLoss([multimodalLoss, .. unimodalLosses]);
        else if (passPerOwner) _passes.PerOwner(multimodalLoss, unimodalLosses);
        else _passes.OfBothSides(multimodalLoss, unimodalLosses);
        _pending = pending;
    }

    /// <summary>Adds the gradients of one micro-batch of a multi-task step to the rows; <see cref="Combine"/> ends the step.</summary>
    /// <param name="losses">One scalar loss a task, already divided by the number of micro-batches.</param>
    /// <remarks>An exception ends the step: what was accumulated before does not enter the next one.</remarks>
    /// <exception cref="ArgumentException">A loss is no scalar or needs no gradient, or there is none.</exception>
    public void Accumulate(IReadOnlyList<Tensor> losses)
    {
        var pending = TakePending();
        if (losses.Count == 0) throw new ArgumentException("losses must have at least one entry; got none.", nameof(losses));
        for (var i = 0; i < losses.Count; i++) LossChecks.Check(losses[i], $"{nameof(losses)}[{i}]");

        using var scope = NewDisposeScope();
        pending ??= Begin(losses.Count, losses.Count, sumServes: true, tasks: true, ownLosses: false);
        pending.Add([.. losses]);
        if (pending.SumOnly) _passes.OfSum([.. losses]);
        else _passes.PerLoss([.. losses]);
        _pending = pending;
    }

    /// <summary>Combines the rows accumulated since the last step; <c>grad</c> then holds the result.</summary>
    /// <returns>What happened to each group.</returns>
    /// <exception cref="InvalidOperationException">Nothing was accumulated.</exception>
    /// <exception cref="NumericalException">A loss or gradient is not finite; gradients are then undefined.</exception>
    public StepStatistics Combine()
    {
        var pending = TakePending() ?? throw new InvalidOperationException("Combine needs gradients; call Accumulate first.");
        _step++;
        pending.CheckLosses(_step);
        var groups = new GroupStatistics[_groups.Length];
        for (var g = 0; g < _groups.Length; g++)
            groups[g] = _groups[g].Combine(_aggregator, pending, _step, _options.Seed);
        return new StepStatistics(_step, pending.Losses[0] ?? 0, pending.Losses[1..], groups);
    }

    /// <summary>Counts steps that were taken elsewhere.</summary>
    /// <param name="steps">Steps taken in all so far.</param>
    internal void SkipTo(long steps) => _step = steps;

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        if (state.IsRestoring) (_pending, _isRestored) = (null, true); // no step that failed leaves anything
        state.Number("step", ref _step);
        var reach = _separate is null ? -1L : _separate.Value ? 1 : 0;
        state.Number("separate", ref reach);
        _separate = reach < 0 ? null : reach == 1;
        state.Visit("aggregator", _aggregator);
    }

    /// <summary>Frees the rows. Gradients that parameters hold stay valid.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var group in _groups) group.Dispose();
    }

    private static List<ParameterGroup> Named(IReadOnlyList<nn.Module> encoders) =>
        [.. encoders.Select((encoder, i) => ParameterGroup.Of($"encoder{i + 1}", encoder))];

    /// <summary>Takes the open step out; who succeeds puts it back, so that an exception leaves none open.</summary>
    private PendingStep? TakePending()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var pending = _pending;
        _pending = null;
        return pending;
    }

    /// <summary>The first micro-batch of a step clears the rows and decides whether they are measured.</summary>
    private PendingStep Begin(int rows, int losses, bool sumServes, bool tasks, bool ownLosses)
    {
        var sumOnly = sumServes && _aggregator.ConstantWeight is not null && _step % _options.MeasureEvery != 0;
        foreach (var group in _groups) group.Begin(rows);
        return new PendingStep(rows, losses, sumOnly, tasks, ownLosses);
    }

    private void CheckOwners(int unimodalLosses)
    {
        var encoders = _groups.Sum(group => group.Members.Count);
        if (encoders != unimodalLosses)
            throw new ArgumentException(
                $"cross gradients 'own' need one unimodal loss an encoder; got {unimodalLosses} losses for {encoders} encoders.");
    }

    /// <summary>A frozen parameter hides who reaches it, so the answer holds until one is frozen or unfrozen.</summary>
    private void FindReachIfUnknown(IReadOnlyList<Tensor?> unimodalLosses)
    {
        if (!_isRestored && Array.Exists(_groups, group => group.TrainableChanged)) _separate = null;
        _isRestored = false;
        if (_separate is null && unimodalLosses.Count > 0 && unimodalLosses.All(loss => loss is not null))
            _separate = _passes.ReachOwnEncodersOnly(unimodalLosses);
    }
}
