using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Data.AvDigits;
using MMPareto.Data.Weather;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto data make</c>: data sets that are made and not downloaded.</summary>
internal static class MakeDataCommand
{
    private static readonly AvDigitsOptions Defaults = new();

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

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "The folder to make; must not exist.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "weather",
    };

    public static Command Create(Terminal terminal)
    {
        var digits = new Command("av-digits", "Written and spoken digits, from MNIST and espeak-ng.") { Pairs, Noise };
        digits.SetAction(parsed => MakeDigits(Defaults with { TrainPairs = parsed.GetValue(Pairs), Noise = parsed.GetValue(Noise) }, terminal));
        var weather = new Command("weather", "The example of the tutorial: photos, sounds, numbers and notes.") { Folder };
        weather.SetAction(parsed => MakeWeather(parsed.GetRequiredValue(Folder), terminal));
        return new("make", "Make a data set.") { digits, weather };
    }

    private static int MakeDigits(AvDigitsOptions options, Terminal terminal)
    {
        var counter = new RowCounter(terminal);
        using var interruption = new Interruption(() => terminal.Error.WriteLine("mmpareto: stopping; nothing is left."), () => { });
        var manifest = counter.During(() => AvDigitsMaker.EnsureAsync(
            options, sentence => terminal.Error.WriteLine($"mmpareto: {sentence}"), counter.Show, interruption.Token).GetAwaiter().GetResult());
        terminal.Out.WriteLine($"av-digits is complete: {manifest}");
        return ExitCode.Ok;
    }

    private static int MakeWeather(string folder, Terminal terminal)
    {
        var manifest = WeatherExample.Write(folder);
        terminal.Out.WriteLine($"{folder} is complete. Next: mmpareto data check {CommandText.Quote(manifest)}");
        return ExitCode.Ok;
    }
}
