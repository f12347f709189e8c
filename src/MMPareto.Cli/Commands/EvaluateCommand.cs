using System.CommandLine;
using System.Text.Json;
using MMPareto.Cli.Display;
using MMPareto.Experiments;
using MMPareto.Native;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto evaluate RUN</c>: scores a checkpoint of a run.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Run = RunArguments.Run();

    private static readonly Option<string> Checkpoint = RunArguments.Checkpoint();

    private static readonly Option<string> Split = RunArguments.Choice("--split", "The part of the data.", Experiment.Splits);

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
        var folder = RunArguments.Open(parsed.GetRequiredValue(Run));
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
        foreach (var line in ScoreTable.Lines(ScoreTable.ColumnsOf(scores))) terminal.Out.WriteLine(line);
        foreach (var line in PatternTable.Lines(scores, terminal.Room)) terminal.Out.WriteLine(line);
        return ExitCode.Ok;
    }
}
