using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Gradients;

/// <summary>The backward passes that fill the gradient rows of groups, and the one that finds which loss reaches which group.</summary>
/// <param name="groups">The groups; their rows are ready for a step.</param>
internal sealed class BackwardPasses(GroupRows[] groups)
{
    /// <summary>Passes taken so far, without those that found out reach.</summary>
    public long Count { get; private set; }

    /// <summary>Finds from the autograd graph whether each unimodal loss reaches its own encoder only.</summary>
    /// <param name="unimodalLosses">All of them, none absent.</param>
    public bool ReachOwnEncodersOnly(IReadOnlyList<Tensor?> unimodalLosses)
    {
        var separate = true;
        for (var k = 0; k < unimodalLosses.Count; k++)
        {
            foreach (var group in groups) group.Unbind();
            var inputs = groups.SelectMany(group => group.Trainable).ToList();
            if (inputs.Count == 0) continue;
            autograd.backward([unimodalLosses[k]!], null, retain_graph: true, create_graph: false, inputs);
            foreach (var group in groups)
                if (group.Members is not [var own] || own != k) separate &= !group.HasGradient();
        }
        foreach (var group in groups) group.Unbind();
        return separate;
    }

    private void Bind(int row)
    {
        foreach (var group in groups) group.Rows?.Bind(row);
    }

    private void Pass(Tensor loss, bool last)
    {
        loss.backward([], retain_graph: !last, create_graph: false);
        Count++;
    }

    /// <summary>One pass of the sum of all losses into row 0.</summary>
    public void OfSum(IReadOnlyList<Tensor?> losses)
    {
        Bind(0);
        Pass(SumOf(losses)!, last: true);
    }

    /// <summary>The multimodal loss into row 0, the sum of the unimodal losses into row 1.</summary>
    public void OfBothSides(Tensor multimodalLoss, IReadOnlyList<Tensor?> unimodalLosses)
    {
        var sum = SumOf(unimodalLosses);
        Bind(0);
        Pass(multimodalLoss, last: sum is null);
        if (sum is null) return;
        Bind(1);
        Pass(sum, last: true);
        Bind(0);
    }

    /// <summary>Each loss into a row of its own.</summary>
    public void PerLoss(Tensor?[] losses)
    {
        var last = Array.FindLastIndex(losses, loss => loss is not null);
        for (var row = 0; row <= last; row++)
        {
            if (losses[row] is not { } loss) continue;
            Bind(row);
            Pass(loss, row == last);
        }
        Bind(0);
    }

    /// <summary>Pass k fills row 1 of the encoder that owns loss k; what reaches other encoders goes to throw-away gradients.</summary>
    public void PerOwner(Tensor multimodalLoss, IReadOnlyList<Tensor?> unimodalLosses)
    {
        var present = Enumerable.Range(0, unimodalLosses.Count).Where(k => unimodalLosses[k] is not null).ToArray();
        Bind(0);
        Pass(multimodalLoss, last: present.Length == 0);
        foreach (var k in present)
        {
            foreach (var group in groups)
            {
                if (group.Members.Contains(k)) group.Rows?.Bind(1);
                else group.Unbind();
            }
            Pass(unimodalLosses[k]!, last: k == present[^1]);
        }
        Bind(0);
    }

    private static Tensor? SumOf(IReadOnlyList<Tensor?> losses) =>
        losses.Aggregate((Tensor?)null, (sum, loss) => loss is null ? sum : sum is null ? loss : sum.Plus(loss));
}
