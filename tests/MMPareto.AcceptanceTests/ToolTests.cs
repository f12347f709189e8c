using System.Text.Json;

namespace MMPareto.AcceptanceTests;

public class ToolTests
{
    [Fact]
    public void Without_arguments_it_shows_what_it_can_do_within_80_columns()
    {
        var result = Command.Run().Ends(0);
        Assert.Contains("mmpareto train playground", result.Out, StringComparison.Ordinal);
        Assert.All(result.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [InlineData("methods", "mmpareto-official")]
    [InlineData("datasets", "cg-mnist")]
    [InlineData("models", "conv")]
    [InlineData("experiments", "playground")]
    public void List_shows_each_kind_as_table_and_json(string kind, string name)
    {
        Assert.Contains(name, Command.Run("list", kind).Ends(0).Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Command.Run("list", kind, "--json").Ends(0).Out);
        Assert.Contains(
            json.RootElement.EnumerateArray(), entry => entry.GetProperty("name").GetString() == name);
    }

    [Fact]
    public void Doctor_finds_a_machine_that_can_train()
    {
        var result = Command.Run("doctor").Ends(0);
        Assert.Matches(@"(?m)^ok +libtorch ", result.Out);
        Assert.Matches(@"(?m)^ok +threads +1 by OMP_NUM_THREADS", result.Out);
        Assert.DoesNotContain("failure", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_names_a_data_folder_that_cannot_be_written_to()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var result = Command.Run(["doctor"], [("MMPARETO_DATA", folder["file"])]).Ends(1);
        Assert.Matches(@"(?m)^failure +data cache ", result.Out);
        Assert.Contains("Set MMPARETO_DATA", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Selftest_passes()
    {
        var result = Command.Run("selftest").Ends(0);
        Assert.Contains("found    (2.47386, 1.8554)", result.Out, StringComparison.Ordinal);
        Assert.EndsWith(" ok, 0 wrong.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Config_schema_is_json_and_config_show_is_a_config()
    {
        using var schema = JsonDocument.Parse(Command.Run("config", "schema").Ends(0).Out);
        Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty("training", out _));

        using var folder = new TemporaryFolder();
        var shown = Command.Run("config", "show", "playground", "--epochs", "7").Ends(0).Out;
        Assert.Contains("  epochs: 7\n", shown, StringComparison.Ordinal);
        File.WriteAllText(folder["shown.yaml"], shown);
        Assert.Equal(shown, Command.Run("config", "show", folder["shown.yaml"]).Ends(0).Out);
    }

    [Fact]
    public void Version_is_a_bare_number() =>
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", Command.Run("--version").Ends(0).Out);

    [Fact]
    public void Data_list_looks_into_the_folder_that_the_variable_names()
    {
        using var folder = new TemporaryFolder();
        var result = Command.Run(["data", "list"], [("MMPARETO_DATA", folder.FullPath)]).Ends(0);
        Assert.Matches(@"mnist +not fetched +cg-mnist, multi-mnist +.*mnist\n", result.Out);
        Assert.Contains(folder.FullPath, result.Out, StringComparison.Ordinal);
    }

    /// <summary>The loader of glibc tells which files it opens.</summary>
    [Theory]
    [InlineData(false, "--help")]
    [InlineData(false, "train", "--help")]
    [InlineData(false, "list")]
    [InlineData(false, "config", "show", "playground")]
    [InlineData(true, "selftest")]
    public void Libtorch_is_loaded_only_to_compute(bool loads, params string[] arguments)
    {
        Need.That(OperatingSystem.IsLinux(), "only the loader of Linux tells what it opens");
        using var folder = new TemporaryFolder();
        Command.Run(arguments, [("LD_DEBUG", "files"), ("LD_DEBUG_OUTPUT", folder["loader"])]).Ends(0);
        var opened = Directory.GetFiles(folder.FullPath).SelectMany(File.ReadLines);
        Assert.Equal(loads, opened.Any(line => line.Contains("libtorch_cpu", StringComparison.Ordinal)));
    }
}
