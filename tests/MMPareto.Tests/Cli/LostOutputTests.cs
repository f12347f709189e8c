using System.Text;
using MMPareto.Cli;
using MMPareto.Cli.Display;
using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Cli;

/// <summary>Standard output on a full disk, or on a terminal that is gone.</summary>
public sealed class LostOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _folder.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_goes_on_to_its_end_and_the_exit_code_tells(bool live)
    {
        var code = Run(live, room: 300, "train", "playground", "--limit", "50", "--epochs", "2", "--threads", "1", "--out", _folder["runs"]);
        Assert.Equal(ExitCode.Failed, code);
        Assert.EndsWith("mmpareto: standard output could not be written to the end: no room\n", _error.ToString(), StringComparison.Ordinal);
        var run = RunFolder.Open(Assert.Single(Directory.GetDirectories(_folder["runs"])));
        Assert.Equal(2, new RunReader(run).ReadSummary().Epochs);
        Assert.False(Directory.Exists(run.StatesFolder));
    }

    [Fact]
    public void A_list_that_is_cut_off_is_not_whole() => Assert.Equal(ExitCode.Failed, Run(live: false, room: 10, "list", "methods"));

    [Fact]
    public void Output_with_room_is_whole() => Assert.Equal((ExitCode.Ok, ""), (Run(live: false, room: 1_000_000, "list", "methods"), _error.ToString()));

    private int Run(bool live, int room, params string[] arguments) =>
        new CommandLine(new Terminal { Out = new LastingWriter(new Full(room)), Error = _error, IsLive = live, IsUnicode = true }).Run(arguments);

    /// <summary>A file of which some characters can be written.</summary>
    private sealed class Full(int room) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        private int _written;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (++_written > room) throw new IOException("no room");
        }
    }
}
