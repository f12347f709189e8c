using System.CommandLine.Parsing;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Cli.Commands;

/// <summary>Options and arguments that take one of a few names.</summary>
internal static class Choices
{
    /// <summary>Reports a name that is not among them.</summary>
    /// <param name="what">The option or argument.</param>
    /// <param name="given">What was given.</param>
    /// <param name="choices">The names.</param>
    /// <param name="report">Receives the line.</param>
    public static void Require(
        string what, IReadOnlyList<Token> given, IReadOnlyList<string> choices, Action<string> report)
    {
        foreach (var name in given.Select(token => token.Value).Where(name => !choices.Contains(name)))
        {
            var nearest = NearestName.Find(name, choices);
            report($"{what} must be one of {string.Join(", ", choices)}; got '{name}'."
                + (nearest is null ? "" : $" Did you mean '{nearest}'?"));
        }
    }
}
