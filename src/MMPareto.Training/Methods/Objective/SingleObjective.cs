namespace MMPareto.Training.Methods.Objective;

/// <summary>Trains on one of the losses alone, in a probe run.</summary>
/// <param name="name">What errors call it.</param>
/// <param name="head">The own head whose loss it is; null for the fused head.</param>
internal sealed class SingleObjective(string name, int? head) : BalancingMethod
{
    public override string Name => name;

    public override void Accumulate(Objectives objectives) =>
        base.Accumulate(head is { } k ? new(null, [objectives.Heads[k]]) : new(objectives.Multimodal, []));
}
