using System.Text;
using Spectre.Console;

namespace MMPareto.Cli.Display;

/// <summary>Where the command writes to, and what can be shown there.</summary>
internal sealed record Terminal
{
    private const int WidthOfFiles = 1000; // a table in a file is not wrapped

    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Notices and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Why results could not be written; null when all were.</summary>
    public string? OutputProblem => (Out as LastingWriter)?.Problem;

    /// <summary>Whether results go to a terminal on which lines can be drawn over.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether more than ASCII can be shown.</summary>
    public bool IsUnicode { get; init; }

    /// <summary>Whether colours are wanted.</summary>
    public bool HasColours { get; init; }

    /// <summary>Columns of the terminal; 80 where there is none.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Characters that a line may have: as many as fit on a terminal, no limit in a file or
    /// pipe.</summary>
    public int Room => IsLive ? Width - 1 : int.MaxValue;

    /// <summary>The characters to draw with.</summary>
    public Symbols Symbols => IsUnicode ? Symbols.Unicode : Symbols.Ascii;

    /// <summary>The terminal, files or pipes that this process was started with.</summary>
    public static Terminal OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal
        {
            Out = new LastingWriter(Console.Out),
            Error = new LastingWriter(Console.Error),
            IsLive = isTerminal,
            IsUnicode = ShowsUnicode(Environment.GetEnvironmentVariable),
            HasColours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : 80,
        };
    }

    /// <summary>A console of Spectre that draws on <see cref="Out"/>.</summary>
    public IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = IsLive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = HasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No, // no question is ever asked
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Capabilities.Unicode = IsUnicode;
        console.Profile.Width = IsLive ? Width : WidthOfFiles;
        return console;
    }

    /// <summary>In the C locale .NET writes UTF-8 all the same, so the locale itself is asked.</summary>
    internal static bool ShowsUnicode(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows()) return Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
        string[] names = ["LC_ALL", "LC_CTYPE", "LANG"];
        var locale = names.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "C";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
            || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }
}
