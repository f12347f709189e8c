using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Exchange;

/// <summary>A multimodal transfer module between the feature maps of two branches [Joze2020].</summary>
/// <remarks>
/// j = ReLU(W [mean(A), mean(B)] + b), of length w = 2(d_A + d_B)/4; A ← A ⊙ 2σ(W_A j + b_A), B likewise, one gate a
/// channel. The maps may differ in height and width. Parameters <c>joint.…</c> and <c>branches.0.…</c>, <c>branches.1.…</c>.
/// </remarks>
public sealed class MMTM : nn.Module
{
    private const int Ratio = 4;

    [ComponentName(Name = "joint")]
    private readonly Linear _joint;

    [ComponentName(Name = "branches")]
    private readonly ModuleList<MMTMBranch> _branches;

    /// <summary>A module for maps with these numbers of channels.</summary>
    /// <param name="firstChannels">Channels of the first branch, d_A ≥ 1.</param>
    /// <param name="secondChannels">Channels of the second branch, d_B ≥ 1.</param>
    public MMTM(int firstChannels, int secondChannels) : base(nameof(MMTM))
    {
        var width = Math.Max(1, 2 * (firstChannels + secondChannels) / Ratio);
        _joint = nn.Linear(firstChannels + secondChannels, width);
        _branches = [new MMTMBranch(width, firstChannels), new MMTMBranch(width, secondChannels)];
        RegisterComponents();
    }

    /// <summary>What both branches have in common.</summary>
    public nn.Module Joint => _joint;

    /// <summary>The two branches.</summary>
    public IReadOnlyList<MMTMBranch> Branches => [.. _branches];

    /// <summary>The maps with their channels gated.</summary>
    /// <param name="first">[b, d_A, h, w].</param>
    /// <param name="second">[b, d_B, h', w'].</param>
    /// <returns>Maps of the same shapes.</returns>
    public (Tensor First, Tensor Second) Exchange(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var joint = nn.functional.relu(_joint.call(cat([first.mean([2, 3]), second.mean([2, 3])], 1)));
        Tensor Gated(Tensor maps, int branch) =>
            (maps * _branches[branch].call(joint).unsqueeze(2).unsqueeze(3)).MoveToOuterDisposeScope();
        return (Gated(first, 0), Gated(second, 1));
    }
}
