namespace MMPareto.Experiments.Configuration;

/// <summary>A configuration cannot be used; says everything that is wrong with it at once, a line each.</summary>
/// <param name="problems">All problems, one at least, in the order of file and command line.</param>
public sealed class ConfigException(IReadOnlyList<ConfigProblem> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>All problems, one at least.</summary>
    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;
}
