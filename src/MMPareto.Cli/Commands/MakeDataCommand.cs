using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Data.AvDigits;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto data make av-digits</c>: makes a data set before it is needed.</summary>
internal static class MakeDataCommand
{
    private static readonly AvDigitsOptions Defaults = new();

    private static readonly Argument<string> Name = new("NAME") { Description = "The data: av-digits." };

    private static readonly Option<int> Pairs = new("--pairs")
    {
        Description = $"Training pairs. Default {Defaults.TrainPairs}.",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.TrainPairs,
    };

    private static readonly Option<double> Noise = new("--noise")
    {
        Description = FormattableString.Invariant($"Noise in the sound, times the speech. Default {Defaults.Noise}."),
        HelpName = "X",
        DefaultValueFactory = _ => Defaults.Noise,
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("make", "Make written and spoken digits; needs espeak-ng.") { Name, Pairs, Noise };
        Name.Validators.Add(result => Choices.Require("NAME", result.Tokens, ["av-digits"], result.AddError));
        command.SetAction(parsed => Make(Defaults with { TrainPairs = parsed.GetValue(Pairs), Noise = parsed.GetValue(Noise) }, terminal));
        return command;
    }

    private static int Make(AvDigitsOptions options, Terminal terminal)
    {
        var counter = new RowCounter(terminal);
        using var interruption = new Interruption(() => terminal.Error.WriteLine("mmpareto: stopping; nothing is left."), () => { });
        var manifest = AvDigitsMaker.EnsureAsync(
            options, sentence => terminal.Error.WriteLine($"mmpareto: {sentence}"), counter.Show, interruption.Token).GetAwaiter().GetResult();
        counter.Clear();
        terminal.Out.WriteLine($"av-digits is complete: {manifest}");
        return ExitCode.Ok;
    }
}
