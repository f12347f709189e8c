namespace MMPareto.AcceptanceTests;

public class BadInputTests
{
    [Theory]
    [InlineData("unknown command 'trian'. Did you mean 'train'?", "trian")]
    [InlineData(
        "unknown option '--epoch' of 'mmpareto train'. Did you mean '--epochs'?",
        "train", "playground", "--epoch", "3")]
    [InlineData("Did you mean 'mmpareto'?", "train", "playground", "--method", "mmparteo")]
    [InlineData(
        "--epochs: training.epochs must be an integer of at least 1; got 'ten'.",
        "train", "playground", "--epochs", "ten")]
    [InlineData("Did you mean 'playground'?", "train", "playgruond")]
    [InlineData("no such file", "train", "no/such/file.yaml")]
    [InlineData("no such folder", "evaluate", "no-such-run")]
    [InlineData(
        "--split must be one of test, validation, train; got 'tset'. Did you mean 'test'?",
        "evaluate", "run", "--split", "tset")]
    [InlineData("NAME must be one of mnist; got 'minst'. Did you mean 'mnist'?", "data", "fetch", "minst")]
    [InlineData("unknown command 'method' of 'mmpareto list'. Did you mean 'methods'?", "list", "method")]
    [InlineData("cuda", "train", "playground", "--device", "cuda:7")]
    public void Bad_input_is_named_in_one_line_with_the_nearest_right_name(
        string expected, params string[] arguments)
    {
        var result = Command.Run(arguments).Ends(2);
        Assert.Contains(result.ErrorLines, line => line.Contains(expected, StringComparison.Ordinal));
        Assert.All(result.ErrorLines, line => Assert.StartsWith("mmpareto: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public void All_problems_of_a_config_file_are_named_with_their_lines()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bad.yaml"], """
            experiment: bad
            data:
              dataset: playgruond
            optimiser:
              learning_rate: 0.1
            training:
              epochs: zero
            """);
        var result = Command.Run("train", folder["bad.yaml"], "--out", folder["runs"]).Ends(2);
        Assert.Equal(3, result.ErrorLines.Length);
        Assert.Contains("bad.yaml:3: data.dataset", result.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:4: optimiser", result.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:7: training.epochs", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["runs"]));
    }

    [Fact]
    public void A_run_folder_that_cannot_be_made_is_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var result = Command.Run("train", "playground", "--limit", "100", "--out", folder["file"]).Ends(1);
        Assert.StartsWith("mmpareto: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stack_trace_comes_with_verbose_only()
    {
        var result = Command.Run("evaluate", "no-such-run", "--verbose").Ends(2);
        Assert.Contains("   at ", result.Error, StringComparison.Ordinal);
    }
}
