using System.CommandLine;
using MMPareto.Experiments;
using MMPareto.Runs;

namespace MMPareto.Cli.Commands;

/// <summary>Arguments of the commands that look at a run.</summary>
internal static class RunArguments
{
    /// <summary>The run folder.</summary>
    public static Argument<string> Run() => new("RUN")
    {
        Description = "A run folder that 'mmpareto train' has written.",
    };

    /// <summary>The weights to look at.</summary>
    public static Option<string> Checkpoint() =>
        Choice("--checkpoint", "Weights of the best epoch on validation, or of the last.", Experiment.Checkpoints);

    /// <summary>An option that takes one of a few names, the first by default.</summary>
    public static Option<string> Choice(string name, string description, IReadOnlyList<string> choices)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} One of {string.Join(", ", choices)}.",
            HelpName = name[2..].ToUpperInvariant(),
            DefaultValueFactory = _ => choices[0],
        };
        option.Validators.Add(result => Choices.Require(name, result.Tokens, choices, result.AddError));
        return option;
    }

    /// <summary>Opens the folder that was named.</summary>
    /// <exception cref="BadInputException">It is no run folder.</exception>
    public static RunFolder Open(string path)
    {
        try
        {
            return RunFolder.Open(path);
        }
        catch (RunFolderException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
