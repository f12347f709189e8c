using System.CommandLine;
using System.Globalization;
using MMPareto.Cli.Display;
using MMPareto.Data.PreparedSets;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto data prepare</c>: official downloads as folders with a manifest.</summary>
internal static class PrepareDataCommand
{
    private static readonly Option<string> From = new("--from") { Description = "The folder of the download, which is only read.", HelpName = "DIR", Required = true };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to make or go on with; by default the name of the data here.",
        HelpName = "DIR",
    };

    private static readonly Option<string> Train = new("--train") { Description = "Published list of the training clips: name and class.", HelpName = "LIST" };

    private static readonly Option<string> Test = new("--test") { Description = "Published list of the test clips.", HelpName = "LIST" };

    private static readonly Option<double> Frames = new("--fps")
    {
        Description = "Images of a second of video. Default 1.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create(Terminal terminal)
    {
        var crema = new Command(CremaDPreparation.Name, "AudioWAV and VideoFlash, as CREMA-D is downloaded.") { From, Out, Train, Test, Frames };
        var kinetics = new Command(KineticsSoundsPreparation.Name, "Videos in folders of parts and classes, as Kinetics has them.") { From, Out, Train, Test, Frames };
        var views = new Command(ModelNet40Preparation.Name, "Twelve views of each object, in folders of classes and parts.") { From, Out };
        crema.SetAction(parsed => Run(parsed, CremaDPreparation.Name, CremaDPreparation.Prepare, terminal));
        kinetics.SetAction(parsed => Run(parsed, KineticsSoundsPreparation.Name, KineticsSoundsPreparation.Prepare, terminal));
        views.SetAction(parsed => Run(parsed, ModelNet40Preparation.Name, ModelNet40Preparation.Prepare, terminal));
        return new("prepare", "Make a manifest of an official download.") { crema, kinetics, views };
    }

    private static int Run(
        ParseResult parsed, string name, Func<PreparationOptions, Action<int, int>, CancellationToken, PreparedSet> prepare, Terminal terminal)
    {
        var isVideo = name != ModelNet40Preparation.Name;
        var options = new PreparationOptions
        {
            From = parsed.GetRequiredValue(From),
            Output = parsed.GetValue(Out) ?? name,
            TrainList = isVideo ? parsed.GetValue(Train) : null,
            TestList = isVideo ? parsed.GetValue(Test) : null,
            FramesPerSecond = isVideo ? parsed.GetValue(Frames) : 1,
        };
        if (options.TrainList is null != options.TestList is null)
            throw new BadInputException($"{(options.TrainList is null ? "--train" : "--test")} must be given too; got one list of two.");
        var counter = new RowCounter(terminal);
        using var interruption = new Interruption(() => terminal.Error.WriteLine("mmpareto: stopping; what is whole stays, and the same command goes on."), () => { });
        Write(counter.During(() => prepare(options, counter.Show, interruption.Token)), terminal.Out);
        return ExitCode.Ok;
    }

    private static void Write(PreparedSet set, TextWriter output)
    {
        foreach (var manifest in set.Manifests)
            output.WriteLine($"{manifest.Path}: {string.Join(", ", manifest.RowCounts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Split} {part.Count:N0}")))} rows");
        foreach (var note in set.Notes) output.WriteLine(note);
        if (set.UnusablePath is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.UnusableCount:N0} not usable; {set.UnusablePath} names them with the reason."));
        var root = set.Root is null ? "" : $" --set {CommandText.Quote($"data.root={set.Root}")}";
        output.WriteLine($"Next: mmpareto data check {CommandText.Quote(set.Manifests[0].Path)}{root}");
    }
}
