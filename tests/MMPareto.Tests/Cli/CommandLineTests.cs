using MMPareto.Cli;

namespace MMPareto.Tests.Cli;

public class CommandLineTests
{
    [Theory]
    [InlineData("mmpareto: unknown command 'docter'. Did you mean 'doctor'?", "docter")]
    [InlineData(
        "mmpareto: unknown option '--sede' of 'mmpareto train'. Did you mean '--seed'?",
        "train", "playground", "--sede", "3")]
    [InlineData(
        "mmpareto: unknown option '--verbos' of 'mmpareto doctor'. Did you mean '--verbose'?",
        "doctor", "--verbos")]
    [InlineData("mmpareto: unknown command 'zzz' of 'mmpareto config'.", "config", "zzz")]
    [InlineData("mmpareto: unknown argument 'two' of 'mmpareto train'.", "train", "playground", "two")]
    [InlineData("mmpareto: required argument 'WHAT' missing for command: 'train'.", "train")]
    public void What_is_wrong_with_a_command_line_is_one_line(string expected, params string[] arguments)
    {
        var captured = new Captured();
        Assert.Equal(ExitCode.BadInput, captured.Run(arguments));
        Assert.Equal(expected, captured.Error.Split('\n')[0]);
        Assert.EndsWith("--help' shows what can be given.\n", captured.Error, StringComparison.Ordinal);
        Assert.Equal("", captured.Out);
    }

    [Fact]
    public void A_short_option_is_named_as_it_was_typed()
    {
        var captured = new Captured();
        var code = captured.Run("config", "show", "playground", "--seed", "-1", "--set", "data.limit=x");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal(
            "mmpareto: --set data.limit must be an integer of at least 0; got 'x'.\n" +
            "mmpareto: --seed: training.seed must be an integer of at least 0; got '-1'.\n", captured.Error);
    }

    [Fact]
    public void Short_options_win_over_set()
    {
        var captured = new Captured();
        captured.Run(
            "config", "show", "playground", "--epochs", "7",
            "--set", "training.epochs=9", "--set", "training.seed=4");
        Assert.Contains("  epochs: 7\n", captured.Out, StringComparison.Ordinal);
        Assert.Contains("  seed: 4\n", captured.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("train", "--help")]
    [InlineData("list")]
    public void Help_and_lists_fit_80_columns_of_a_terminal(params string[] arguments)
    {
        var captured = new Captured(live: true);
        Assert.Equal(ExitCode.Ok, captured.Run(arguments));
        Assert.All(captured.Out.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
