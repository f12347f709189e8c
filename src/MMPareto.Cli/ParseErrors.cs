using System.CommandLine;
using System.CommandLine.Parsing;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Cli;

/// <summary>Says what is wrong with a command line, a line for each fault, with the nearest right name.</summary>
internal static class ParseErrors
{
    /// <summary>Writes the lines.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        // What follows an unknown option is probably its value.
        string[] options = [.. parsed.UnmatchedTokens.Where(token => token.StartsWith('-'))];
        var unknown = options.Length > 0 ? options : parsed.UnmatchedTokens;
        var lines = unknown.Select(token => Unknown(token, command, path)).ToList();
        // An unknown word also makes what should stand in its place missing; the first says enough.
        if (lines.Count == 0) lines.AddRange(parsed.Errors.Select(problem => Sentence(problem.Message)));
        foreach (var line in lines.Distinct()) error.WriteLine($"mmpareto: {line}");
        error.WriteLine($"mmpareto: '{path} --help' shows what can be given.");
        return ExitCode.BadInput;
    }

    private static string Unknown(string token, Command command, string path)
    {
        var isOption = token.StartsWith('-');
        var name = isOption ? token.Split('=')[0] : token;
        var known = isOption ? NamesOfOptions(command) : command.Subcommands.Select(each => each.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        var nearest = NearestName.Find(name, known);
        var where = command is RootCommand ? "" : $" of '{path}'";
        return $"unknown {kind} '{name}'{where}." + (nearest is null ? "" : $" Did you mean '{nearest}'?");
    }

    private static IEnumerable<string> NamesOfOptions(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(each => each.Recursive)))
        .Select(option => option.Name);

    private static string PathOf(CommandResult? result)
    {
        var names = new Stack<string>();
        for (; result?.Command is not (null or RootCommand); result = result.Parent as CommandResult)
            names.Push(result.Command.Name);
        return string.Join(' ', names.Prepend("mmpareto"));
    }

    /// <summary>What the parser says, as it goes on after the program's name; names stay as they are.</summary>
    private static string Sentence(string message)
    {
        var line = message.Split('\n')[0].Trim();
        return line.Length > 1 && char.IsLower(line[1]) ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }
}
