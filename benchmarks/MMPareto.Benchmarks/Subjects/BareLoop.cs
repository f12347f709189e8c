using MMPareto.Gradients;
using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>The limit: forward, two backward passes into the gradient rows, optimizer. Nothing is measured, combined or checked.</summary>
/// <remarks>
/// The rows are those of the step that it is held against, the same memory; model, batch and optimizer are the trainee's. Row 0, the gradient
/// of the multimodal loss, is what the optimizer follows.
/// </remarks>
internal sealed class BareLoop
{
    private readonly Trainee _trainee;
    private readonly IReadOnlyList<GradientRows> _rows;
    private readonly Parameter[] _others;

    /// <param name="trainee">Model, optimizer and batch.</param>
    /// <param name="rows">The rows of each encoder.</param>
    public BareLoop(Trainee trainee, IReadOnlyList<GradientRows> rows)
    {
        (_trainee, _rows) = (trainee, rows);
        var encoders = trainee.Model.Groups.SelectMany(group => group.Module.parameters()).Select(p => p.Handle).ToHashSet();
        _others = [.. trainee.Model.parameters().Where(p => !encoders.Contains(p.Handle))];
    }

    /// <summary>Takes one step.</summary>
    public void Take()
    {
        using var scope = NewDisposeScope();
        Clear();
        var losses = _trainee.Losses();
        var unimodal = losses.Heads.OfType<Tensor>().Aggregate((sum, loss) => sum.Plus(loss));
        Bind(0);
        losses.Multimodal!.backward([], retain_graph: true, create_graph: false);
        Bind(1);
        unimodal.backward([], retain_graph: false, create_graph: false);
        Bind(0);
        _trainee.Optimizer.Step();
    }

    /// <summary>Takes the forward pass, losses included, and nothing else.</summary>
    public void Forward()
    {
        using var scope = NewDisposeScope();
        _trainee.Losses();
    }

    /// <summary>Takes the forward pass and one backward pass of the sum of all losses.</summary>
    public void ForwardAndBackward()
    {
        using var scope = NewDisposeScope();
        _trainee.Losses().Sum().backward();
    }

    private void Bind(int row)
    {
        foreach (var rows in _rows) rows.Bind(row);
    }

    private void Clear()
    {
        using var _ = no_grad();
        foreach (var rows in _rows) rows.Clear();
        foreach (var parameter in _others) parameter.grad?.zero_();
    }
}
