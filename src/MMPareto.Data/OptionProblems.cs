namespace MMPareto.Data;

/// <summary>Gathers everything wrong with a set of options, so that all of it is told at once.</summary>
internal sealed class OptionProblems
{
    private readonly List<string> _problems = [];

    /// <summary>Notes a problem unless the rule holds: <c>NAME must RULE; got VALUE.</c></summary>
    public OptionProblems Require(bool holds, string name, string rule, object? value)
    {
        if (!holds) _problems.Add(FormattableString.Invariant($"{name} must {rule}; got {value}."));
        return this;
    }

    /// <summary>Requires a whole number within a range.</summary>
    public OptionProblems RequireRange(string name, long value, long minimum, long maximum = int.MaxValue) =>
        Require(
            value >= minimum && value <= maximum, name,
            maximum == int.MaxValue ? $"be at least {minimum}" : $"be from {minimum} to {maximum}", value);

    /// <summary>Throws one exception with all problems, if there are any.</summary>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0) throw new ArgumentException(string.Join(" ", _problems));
    }
}
