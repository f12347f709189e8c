using System.Text;
using MMPareto.Cli;
using MMPareto.Cli.Display;

namespace MMPareto.Tests.Cli;

/// <summary>The command run in this process, with its output kept.</summary>
internal sealed class Captured
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public Captured(int width = 80, bool live = false) => Terminal = new Terminal
    {
        Out = new StringWriter(_out) { NewLine = "\n" },
        Error = new StringWriter(_error) { NewLine = "\n" },
        IsLive = live,
        IsUnicode = true,
        Width = width,
    };

    public Terminal Terminal { get; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public int Run(params string[] arguments) => new CommandLine(Terminal).Run(arguments);
}
