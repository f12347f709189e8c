using MMPareto.Cli;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Native.Weights;
using TorchSharp;

namespace MMPareto.Tests.Cli;

public class ErrorReportTests
{
    [Fact]
    public void Each_problem_of_a_configuration_is_a_line()
    {
        ConfigProblem[] problems =
            [new("a.yaml:1", "x", "a number", "'y'"), new("a.yaml:2", "z", "true or false", "3")];
        var (code, text) = Write(new ConfigException(problems));
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal(
            "mmpareto: a.yaml:1: x must be a number; got 'y'.\n" +
            "mmpareto: a.yaml:2: z must be true or false; got 3.\n", text);
    }

    [Fact]
    public void A_known_exception_is_its_message_on_one_line() => Assert.Equal(
        (ExitCode.Failed, "mmpareto: the file is torn. Fetch it again.\n"),
        Write(new DataException("the file is torn.\n  Fetch it again.")));

    [Fact]
    public void What_a_terminal_would_obey_is_not_shown() => Assert.Equal(
        (ExitCode.Failed, "mmpareto: got ' [31mx '.\n"), Write(new DataException("got '\u001b[31mx\u0007'.")));

    [Fact]
    public void A_damaged_checkpoint_is_known() => Assert.Equal(
        (ExitCode.Failed, "mmpareto: best.safetensors: the file is damaged.\n"),
        Write(new WeightsException("best.safetensors: the file is damaged.")));

    [Fact]
    public void The_name_of_a_parameter_is_left_out() => Assert.Equal(
        (ExitCode.BadInput, "mmpareto: Gamma must be above 0; got 0.\n"),
        Write(new ArgumentException("Gamma must be above 0; got 0.", "options")));

    [Fact]
    public void An_exception_that_only_passes_another_on_is_looked_through() => Assert.Equal(
        (ExitCode.Failed, "mmpareto: torn.\n"),
        Write(new AggregateException(new TypeInitializationException("X", new DataException("torn.")))));

    [Fact]
    public void An_unexpected_exception_asks_for_verbose()
    {
        var (code, text) = Write(new InvalidOperationException("odd\nat native frame 0"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Equal(
            "mmpareto: unexpected InvalidOperationException: odd\n" +
            "mmpareto: run the same again with --verbose to see where.\n", text);
    }

    /// <summary>A petabyte, which libtorch refuses with its own words.</summary>
    [Fact]
    public void No_memory_tells_what_needs_less()
    {
        var (code, text) = Write(Record.Exception(() => torch.zeros(1L << 48))!);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Matches("^mmpareto: memory must be enough for a step; got [^\n]+\\. Less is needed with a smaller training.batch_size, or with "
            + "training.micro_batches=N, which computes each batch in N parts.\n$", text);
        Assert.Equal(code, Write(new InsufficientMemoryException("no room")).Code);
    }

    [Fact]
    public void Verbose_adds_the_trace()
    {
        using var error = new StringWriter { NewLine = "\n" };
        ErrorReport.Write(new DataException("torn."), verbose: true, error);
        Assert.Contains("MMPareto.Data.DataException: torn.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_is_no_error() =>
        Assert.Equal((ExitCode.Failed, "mmpareto: stopped.\n"), Write(new OperationCanceledException()));

    private static (int Code, string Text) Write(Exception exception)
    {
        using var error = new StringWriter { NewLine = "\n" };
        return (ErrorReport.Write(exception, verbose: false, error), error.ToString());
    }
}
