using System.CommandLine;
using System.Text.Json;
using MMPareto.Cli.Display;
using MMPareto.Experiments;
using MMPareto.Native;
using MMPareto.Runs;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto evaluate RUN</c>: scores a checkpoint of a run.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Run = new("RUN")
    {
        Description = "A run folder that 'mmpareto train' has written.",
    };

    private static readonly Option<string> Checkpoint = Choice(
        "--checkpoint", "Weights of the best epoch on validation, or of the last.", Experiment.Checkpoints);

    private static readonly Option<string> Split = Choice(
        "--split", "The part of the data.", Experiment.Splits);

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON, fractions from 0 to 1.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("evaluate", "Score the fused output and each modality's own.")
        {
            Run, Checkpoint, Split, Json,
        };
        command.SetAction(parsed => Evaluate(parsed, terminal));
        return command;
    }

    private static int Evaluate(ParseResult parsed, Terminal terminal)
    {
        var folder = Open(parsed.GetRequiredValue(Run));
        var (checkpoint, split) = (parsed.GetRequiredValue(Checkpoint), parsed.GetRequiredValue(Split));
        LibTorch.EnsureLoaded();
        Allocator.KeepFreedMemory();
        var scores = Experiment.Evaluate(
            folder, checkpoint, split, sentence => terminal.Error.WriteLine($"mmpareto: {sentence}"));
        if (parsed.GetValue(Json))
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(scores, CliJson.Indented.EvaluationRecord));
            return ExitCode.Ok;
        }
        terminal.Out.WriteLine(
            $"{CommandText.Shown(folder.FullPath)}, {checkpoint} checkpoint, {split} set:");
        ScoreTable.Column[] columns = [new("accuracy", scores, IsF1: false), new("macro-F1", scores, IsF1: true)];
        foreach (var line in ScoreTable.Lines(columns)) terminal.Out.WriteLine(line);
        return ExitCode.Ok;
    }

    private static RunFolder Open(string path)
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

    private static Option<string> Choice(string name, string description, IReadOnlyList<string> choices)
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
}
