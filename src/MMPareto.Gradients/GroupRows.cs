using TorchSharp.Modules;

namespace MMPareto.Gradients;

/// <summary>A group with its gradient rows, which follow the parameters as they are frozen and unfrozen.</summary>
internal sealed class GroupRows : IDisposable
{
    private readonly string _name;
    private readonly (string Name, Parameter Parameter)[] _parameters;
    private bool[] _trainable = [];

    private GroupRows(string name, (string Name, Parameter Parameter)[] parameters, IReadOnlyList<int> members)
    {
        (_name, _parameters, Members) = (name, parameters, members);
        Check();
    }

    /// <summary>The encoders in this group, by number: one, or those that share parameters.</summary>
    public IReadOnlyList<int> Members { get; }

    /// <summary>The rows; null while all parameters are frozen.</summary>
    public GradientRows? Rows { get; private set; }

    public IEnumerable<TorchSharp.torch.Tensor> Trainable => _parameters.Select(p => p.Parameter).Where(p => p.requires_grad);

    /// <summary>Makes one entry of each group; groups that share a parameter become one.</summary>
    public static GroupRows[] Of(IReadOnlyList<ParameterGroup> groups)
    {
        if (groups.Count == 0) throw new ArgumentException("groups must have at least one entry; got none.", nameof(groups));
        var owner = Enumerable.Range(0, groups.Count).ToArray(); // the first group that each is joined with
        var firstUse = new Dictionary<nint, int>();
        for (var g = 0; g < groups.Count; g++)
        {
            foreach (var (_, parameter) in groups[g].Parameters)
            {
                if (firstUse.TryAdd(parameter.Handle, g)) continue;
                var (from, to) = (owner[g], owner[firstUse[parameter.Handle]]);
                for (var other = 0; other < owner.Length; other++)
                    if (owner[other] == from) owner[other] = to;
            }
        }
        return [.. Enumerable.Range(0, groups.Count).GroupBy(g => owner[g]).Select(joined => Join(groups, [.. joined]))];
    }

    /// <summary>Whether parameters were frozen or unfrozen since the last step began; true before the first.</summary>
    public bool TrainableChanged
    {
        get
        {
            if (_trainable.Length == 0) return true;
            for (var i = 0; i < _parameters.Length; i++)
                if (_parameters[i].Parameter.requires_grad != _trainable[i]) return true;
            return false;
        }
    }

    /// <summary>Prepares the rows for a new step.</summary>
    public void Begin(int rows)
    {
        if (TrainableChanged || (Rows is not null && Rows.Count != rows))
        {
            Rows?.Unbind(); // a parameter that was frozen keeps no gradient that an optimizer would follow
            Rows?.Dispose();
            _trainable = Array.ConvertAll(_parameters, p => p.Parameter.requires_grad);
            var kept = _parameters.Where((_, i) => _trainable[i]).ToArray();
            Rows = kept.Length == 0 ? null : new GradientRows(_name, kept, rows);
        }
        Rows?.Clear();
    }

    /// <summary>Leaves every parameter without a gradient.</summary>
    public void Unbind()
    {
        foreach (var (_, parameter) in _parameters)
            if (parameter.requires_grad) parameter.grad = null;
    }

    /// <summary>Whether a backward pass since <see cref="Unbind"/> reached a parameter of the group.</summary>
    public bool HasGradient()
    {
        foreach (var parameter in Trainable)
        {
            using var gradient = parameter.grad;
            if (gradient is not null) return true;
        }
        return false;
    }

    public GroupStatistics Combine(Aggregator aggregator, PendingStep step, long number, long seed)
    {
        if (Rows is not { } rows) return Frozen(step);
        var measured = step.SumOnly ? 1 : step.Rows;
        rows.Measure(measured);
        CheckFinite(rows, step, measured, number);
        return step.SumOnly ? ScaleSum(rows, aggregator.ConstantWeight!.Value) : CombineRows(rows, aggregator, step, number, seed);
    }

    public void Dispose() => Rows?.Dispose();

    private static GroupRows Join(IReadOnlyList<ParameterGroup> groups, int[] members)
    {
        var parameters = members.SelectMany(g => groups[g].Parameters).DistinctBy(p => p.Parameter.Handle).ToArray();
        return new GroupRows(string.Join('+', members.Select(g => groups[g].Name)), parameters, members);
    }

    private void Check()
    {
        if (_parameters.Length == 0) throw new ArgumentException($"group '{_name}' must have parameters; got none.");
        var first = _parameters[0];
        foreach (var (name, parameter) in _parameters)
        {
            if (parameter.device_type != first.Parameter.device_type || parameter.device_index != first.Parameter.device_index)
                throw new ArgumentException(
                    $"group '{_name}' must be on one device; got '{first.Name}' on {first.Parameter.device} and '{name}' on {parameter.device}.");
            if (parameter.dtype != first.Parameter.dtype || !parameter.is_floating_point())
                throw new ArgumentException(
                    $"group '{_name}' must have one floating-point type; got '{first.Name}' of {first.Parameter.dtype} and '{name}' of {parameter.dtype}.");
        }
    }

    private void CheckFinite(GradientRows rows, PendingStep step, int measured, long number)
    {
        for (var row = 0; row < measured; row++)
            if (!double.IsFinite(rows.Gramian[row * rows.Count + row]))
                throw new NumericalException(number, step.NameOfRow(row), _name, rows.FirstNotFinite(row));
    }

    private GroupStatistics ScaleSum(GradientRows rows, double weight)
    {
        var length = Math.Sqrt(rows.Gramian[0]);
        Span<double> weights = stackalloc double[rows.Count];
        weights[0] = weight;
        var overflow = rows.FitWeights(new ObjectiveStatistics(rows.Gramian), weights);
        if (weights[0] != 1) rows.Combine(weights);
        return new GroupStatistics
        {
            Name = _name,
            Norms = [length],
            Weights = [weights[0]],
            SumLength = length,
            Length = weights[0] * length,
            Reason = overflow ? CombinationReason.Overflow : CombinationReason.Sum,
        };
    }

    private GroupStatistics CombineRows(GradientRows rows, Aggregator aggregator, PendingStep step, long number, long seed)
    {
        Span<double> losses = stackalloc double[step.Rows];
        step.FillLosses(Members, losses);
        var statistics = new ObjectiveStatistics(rows.Gramian, losses, number, seed, _name);
        var norms = new double[rows.Count];
        for (var i = 0; i < norms.Length; i++) norms[i] = statistics.Norm(i);
        Span<double> ones = stackalloc double[rows.Count];
        ones.Fill(1);
        var cosine = statistics.LowestCosine;
        var weights = new double[rows.Count];
        var combination = aggregator.Combine(rows, statistics, weights);
        return new GroupStatistics
        {
            Name = _name,
            Norms = norms,
            Weights = weights,
            Cosine = double.IsNaN(cosine) ? null : cosine,
            Conflict = statistics.HasConflict,
            SumLength = Math.Sqrt(statistics.SquaredLength(ones)),
            Length = combination.Length,
            Reason = combination.Reason,
        };
    }

    private GroupStatistics Frozen(PendingStep step) => new()
    {
        Name = _name,
        Norms = new double[step.SumOnly ? 1 : step.Rows],
        Weights = new double[step.SumOnly ? 1 : step.Rows],
        SumLength = 0,
        Length = 0,
        Reason = CombinationReason.AllZero,
    };
}
