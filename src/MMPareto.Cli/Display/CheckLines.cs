using MMPareto.Experiments.Checks;
using Spectre.Console;

namespace MMPareto.Cli.Display;

/// <summary>Results of doctor and selftest; the outcome in front, for the eye and for grep.</summary>
internal static class CheckLines
{
    private const int NameWidth = 12;
    private const string Indent = "         "; // below the text that follows the outcome

    /// <summary>Writes what doctor has found.</summary>
    public static void Write(CheckResult result, Terminal terminal)
    {
        var (word, colour) = result.State switch
        {
            CheckState.Ok => ("ok", Color.Green),
            CheckState.Warning => ("warning", Color.Yellow),
            _ => ("failure", Color.Red),
        };
        Write(word, colour, $"{result.Name.PadRight(NameWidth)}{result.Found}", terminal);
        foreach (var line in WordWrap.Lines(result.Advice ?? "", terminal.Room - Indent.Length))
            if (line.Length > 0) terminal.Out.WriteLine(Indent + line);
    }

    /// <summary>Writes the outcome of a self-test.</summary>
    public static void Write(SelfTestResult result, Terminal terminal)
    {
        Write(result.Passed ? "ok" : "wrong", result.Passed ? Color.Green : Color.Red, result.Name, terminal);
        terminal.Out.WriteLine($"{Indent}expected {result.Expected}");
        terminal.Out.WriteLine($"{Indent}found    {result.Found}");
    }

    private static void Write(string word, Color colour, string text, Terminal terminal)
    {
        if (!terminal.HasColours)
        {
            terminal.Out.WriteLine($"{word,-7}  {text}");
            return;
        }
        var console = terminal.CreateConsole();
        console.Write(new Text(word.PadRight(7), new Style(colour)));
        terminal.Out.WriteLine($"  {text}");
    }
}
