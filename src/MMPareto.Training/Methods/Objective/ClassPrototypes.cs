using MMPareto.Native;
using MMPareto.Native.Weights;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Objective;

/// <summary>The mean feature of each class in one modality: a classifier without parameters.</summary>
/// <remarks>A class that was never measured has no prototype; its probability is zero, and its samples do not count.</remarks>
internal sealed class ClassPrototypes : IStateful, IDisposable
{
    private const double Unknown = -1e9; // finite, so that zero times it is zero
    private const double SmallestSquare = 1e-12; // below it, the root's gradient is taken as zero
    private readonly Tensor _centres;
    private readonly Tensor _known;
    private readonly Tensor _sums;
    private readonly Tensor _counts;

    /// <param name="classes">Number of classes, c.</param>
    /// <param name="features">Features of a sample, d.</param>
    /// <param name="device">Where the model is.</param>
    public ClassPrototypes(int classes, int features, Device device)
    {
        _centres = zeros(classes, features, device: device).DetachFromDisposeScope();
        _known = zeros(classes, ScalarType.Bool, device).DetachFromDisposeScope();
        _sums = zeros(classes, features, ScalarType.Float64, device).DetachFromDisposeScope();
        _counts = zeros(classes, 1, ScalarType.Float64, device).DetachFromDisposeScope();
    }

    /// <summary>The prototypes, [c, d]; zeros for classes without one.</summary>
    public Tensor Centres => _centres;

    /// <summary>Takes samples into the next means.</summary>
    /// <param name="features">[b, d], without gradient.</param>
    /// <param name="labels">[b].</param>
    public void Add(Tensor features, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var members = nn.functional.one_hot(labels, _counts.shape[0]).to(ScalarType.Float64);
        _sums.PlusInPlace(members.t().mm(features.to(ScalarType.Float64)));
        _counts.PlusInPlace(members.sum([0]).unsqueeze(1));
    }

    /// <summary>c ← ε c + (1 − ε) mean; the mean alone for a class that is new, and the old one for a class without samples.</summary>
    /// <param name="momentum">ε.</param>
    public void Renew(double momentum)
    {
        using var scope = NewDisposeScope();
        var seen = _counts.IsAbove(0);
        var means = (_sums / _counts.AtLeast(1)).to(_centres.dtype);
        var moved = where(_known.unsqueeze(1), _centres.Times(momentum).Plus(means.Times(1 - momentum)), means);
        _centres.copy_(where(seen, moved, _centres));
        _known.logical_or_(seen.squeeze(1));
        _sums.zero_();
        _counts.zero_();
    }

    /// <summary>log p = log softmax over classes of −‖z − c_j‖.</summary>
    /// <param name="features">z, [b, d].</param>
    /// <returns>[b, c].</returns>
    public Tensor LogProbabilities(Tensor features)
    {
        using var scope = NewDisposeScope();
        var squares = (features.unsqueeze(1) - _centres).Squared().sum(2);
        var scores = -squares.AtLeast(SmallestSquare).sqrt();
        return nn.functional.log_softmax(scores.WithNumberWhere(_known.logical_not(), Unknown), 1).MoveToOuterDisposeScope();
    }

    /// <summary>1 for a sample whose class has a prototype, else 0.</summary>
    /// <param name="labels">[b].</param>
    /// <returns>[b].</returns>
    public Tensor Counted(Tensor labels) => _known.index_select(0, labels).to(_centres.dtype);

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Tensor("centres", _centres);
        state.Tensor("known", _known);
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { _centres, _known, _sums, _counts }) tensor.Dispose();
    }
}
