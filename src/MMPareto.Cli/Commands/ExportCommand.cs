using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Prediction;
using MMPareto.Native;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto export RUN</c>: what is needed to predict, in a folder of its own.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Run = RunArguments.Run();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to make; default exports/ and the name of the run.",
        HelpName = "DIR",
    };

    private static readonly Option<string> Checkpoint = RunArguments.Checkpoint();

    public static Command Create(Terminal terminal)
    {
        var command = new Command("export", "Write weights, preprocessing and a model card into a folder to predict from.") { Run, Out, Checkpoint };
        command.SetAction(parsed => Export(parsed, terminal));
        return command;
    }

    private static int Export(ParseResult parsed, Terminal terminal)
    {
        var folder = RunArguments.Open(parsed.GetRequiredValue(Run));
        var output = parsed.GetValue(Out) ?? Path.Join("exports", folder.Name);
        LibTorch.EnsureLoaded();
        ModelExport.Write(folder, output, parsed.GetRequiredValue(Checkpoint), sentence => terminal.Error.WriteLine($"mmpareto: {sentence}"));
        terminal.Out.WriteLine($"{output}: weights, preprocessing and a model card. Predict with 'mmpareto predict {CommandText.Shown(Path.GetFullPath(output))} --manifest FILE'.");
        return ExitCode.Ok;
    }
}
