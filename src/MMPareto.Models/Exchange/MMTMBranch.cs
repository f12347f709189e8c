using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Exchange;

/// <summary>One branch of an <see cref="MMTM"/>: from the joint vector to the gates of its channels, and their running mean.</summary>
/// <remarks>Parameters <c>gate.weight</c> [d, w], <c>gate.bias</c>; buffers <c>mean_gates</c> [d] and <c>batches</c>.</remarks>
public sealed class MMTMBranch : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "gate")]
    private readonly Linear _gate;

    [ComponentName(Name = "mean_gates")]
    private readonly Tensor _meanGates;

    [ComponentName(Name = "batches")]
    private readonly Tensor _batches;

    /// <summary>A branch.</summary>
    /// <param name="width">Length of the joint vector, w ≥ 1.</param>
    /// <param name="channels">Channels of its maps, d ≥ 1.</param>
    public MMTMBranch(int width, int channels) : base(nameof(MMTMBranch))
    {
        _gate = nn.Linear(width, channels);
        _meanGates = ones(channels).DetachFromDisposeScope(); // the neutral gate, until one is measured
        _batches = zeros([], ScalarType.Int64).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Whether its gates are replaced by their running mean in training, so that nothing of the other branch enters.</summary>
    public bool IsCurated { get; set; }

    /// <summary>Mean of the gates over all training batches so far in which they were in use, [d].</summary>
    public Tensor MeanGates => _meanGates;

    /// <summary>Gates 2σ(W j + b).</summary>
    /// <param name="input">The joint vector j, [b, w].</param>
    /// <returns>[b, d]; while curated, [1, d] without gradient.</returns>
    public override Tensor forward(Tensor input)
    {
        if (IsCurated && training) return _meanGates.unsqueeze(0);
        using var scope = NewDisposeScope();
        var gates = _gate.call(input).sigmoid().Times(2);
        if (training) Follow(gates);
        return gates.MoveToOuterDisposeScope();
    }

    /// <summary>m ← m + (mean over the batch − m)/t, the mean over t batches.</summary>
    private void Follow(Tensor gates)
    {
        using var _ = no_grad();
        _batches.PlusInPlace(1);
        _meanGates.PlusInPlace((gates.mean([0]) - _meanGates) / _batches);
    }
}
