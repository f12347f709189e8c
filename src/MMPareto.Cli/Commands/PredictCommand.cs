using System.CommandLine;
using System.Globalization;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Prediction;
using MMPareto.Native;
using MMPareto.Runs;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto predict MODEL --manifest M</c>: predictions for the rows of a manifest.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string> Model = new("MODEL")
    {
        Description = "A folder that 'mmpareto export' has written, or the folder of a run on a manifest.",
    };

    private static readonly Option<string> Manifest = new("--manifest")
    {
        Description = "The samples: CSV, TSV, JSON lines or Parquet with the columns of the run's manifest; no label is needed.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The file to write; .csv, .tsv, .jsonl or .parquet decides the format.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "predictions.csv",
    };

    private static readonly Option<bool> Each = new("--each")
    {
        Description = "Each modality's own prediction and contribution too.",
    };

    private static readonly Option<string> Root = new("--root")
    {
        Description = "Folder that paths in cells start from; default that of the manifest.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> FollowLinks = new("--follow-links")
    {
        Description = "Let links below that folder lead out of it, if you have set them yourself.",
    };

    private static readonly Option<string> Checkpoint = RunArguments.Checkpoint();

    public static Command Create(Terminal terminal)
    {
        var command = new Command("predict", "Predict the rows of a manifest with a trained model.") { Model, Manifest, Out, Each, Root, FollowLinks, Checkpoint };
        command.SetAction(parsed => Predict(parsed, terminal));
        return command;
    }

    private static int Predict(ParseResult parsed, Terminal terminal)
    {
        var options = new PredictionOptions
        {
            Manifest = parsed.GetRequiredValue(Manifest),
            Output = parsed.GetRequiredValue(Out),
            Each = parsed.GetValue(Each),
            Root = parsed.GetValue(Root),
            FollowLinks = parsed.GetValue(FollowLinks),
        };
        LibTorch.EnsureLoaded();
        Allocator.KeepFreedMemory();
        using var predictor = Load(parsed);
        var counter = new RowCounter(terminal);
        using var interruption = new Interruption(() => terminal.Error.WriteLine("mmpareto: stopping; nothing is written."), () => { });
        var count = counter.During(() => predictor.PredictFile(
            options, sentence => terminal.Error.WriteLine($"mmpareto: {sentence}"), counter.Show, interruption.Token));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Output}: {count:N0} predictions"));
        return ExitCode.Ok;
    }

    private static MultimodalPredictor Load(ParseResult parsed)
    {
        try
        {
            return MultimodalPredictor.Load(parsed.GetRequiredValue(Model), parsed.GetRequiredValue(Checkpoint));
        }
        catch (RunFolderException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
