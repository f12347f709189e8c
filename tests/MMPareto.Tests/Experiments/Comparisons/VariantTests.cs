using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments.Comparisons;

/// <summary>Approximations in a comparison: under names of their own, and never under that of the exact method.</summary>
public class VariantTests
{
    [Fact]
    public void A_name_stands_for_the_settings_that_it_tells()
    {
        var plan = ComparisonPlanner.Plan(
            SomeComparison.Request("uniform", "mmpareto", "mmpareto~features", "mmpareto~refresh10", "pareto~features-refresh4") with
            {
                Settings = ["method.gamma=2"],
                Pairs = ["mmpareto~features:mmpareto"],
            });
        (string, int)[] Of(int place) => [(plan.Methods[place].Config!.GetText("method.gradient"), plan.Methods[place].Config!.GetInteger("method.refresh"))];
        Assert.Equal([("exact", 1)], Of(1));
        Assert.Equal([("features", 1)], Of(2));
        Assert.Equal([("exact", 10)], Of(3));
        Assert.Equal([("features", 4)], Of(4));
        Assert.Equal(["mmpareto", "mmpareto", "mmpareto", "pareto"], plan.Methods.Skip(1).Select(method => method.Config!.GetText("method.name")));
        Assert.All(plan.Methods.Skip(1).Take(3), method => Assert.Equal(2, method.Config!.GetNumber("method.gamma")));
        Assert.Equal([new MethodPair("mmpareto~features", "mmpareto")], plan.Pairs);
    }

    [Theory]
    [InlineData("mmpareto~feature", "--methods: each name must be one of pareto, mmpareto, mmpareto-official, pcgrad, gradnorm, metabalance with ~features, ~refresh10 or ~features-refresh10; got 'mmpareto~feature'.")]
    [InlineData("uniform~features", "--methods: each name must be one of pareto, mmpareto, mmpareto-official, pcgrad, gradnorm, metabalance with ~features, ~refresh10 or ~features-refresh10; got 'uniform~features'.")]
    public void A_name_that_stands_for_nothing_is_refused(string name, string message)
    {
        var e = Assert.Throws<ConfigException>(() => ComparisonPlanner.Plan(SomeComparison.Request("joint", name)));
        Assert.StartsWith(message, Assert.Single(e.Problems).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A name without ~ is that of the exact method, whatever the configuration says.</summary>
    [Fact]
    public void A_setting_cannot_make_an_approximation_of_an_exact_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "data:\n  dataset: playground\nmethod:\n  name: mmpareto\n  gradient: features\n  refresh: 3\n");
        var e = Assert.Throws<ConfigException>(() => ComparisonPlanner.Plan(new ComparisonRequest
        {
            What = folder["a.yaml"],
            Methods = ["uniform", "mmpareto"],
            Settings = ["method.refresh=5"],
            Tune = ["method.gradient=exact,features"],
        }));
        const string given = "given by --methods, as mmpareto~features or mmpareto~refresh10";
        Assert.Equal(
        [
            $"--tune method.gradient: method.gradient must be {given}; got it as a setting to tune.",
            $"--set method.refresh must be {given}; got it as a setting.",
            $"{folder["a.yaml"]}:5: method.gradient must be {given}; got it in the configuration that all methods start from.",
            $"{folder["a.yaml"]}:6: method.refresh must be {given}; got it in the configuration that all methods start from.",
        ], e.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void The_configuration_of_an_exact_run_may_be_compared_again()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], ConfigWriter.Write(PlaygroundRun.Read()));
        Assert.Contains("gradient: exact", File.ReadAllText(folder["a.yaml"]), StringComparison.Ordinal);
        Assert.Single(ComparisonPlanner.Plan(new ComparisonRequest { What = folder["a.yaml"], Methods = ["mmpareto"] }).Methods);
    }

    [Fact]
    public void Micro_batches_refuse_the_features_alone()
    {
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("mmpareto", "mmpareto~features", "mmpareto~refresh10") with { Settings = ["training.micro_batches=2"] });
        Assert.Equal(
            "--set training.micro_batches must be 1 where method.gradient is features, whose weights need the whole batch at once; got 2.", plan.Methods[1].Refused);
        Assert.All([plan.Methods[0], plan.Methods[2]], method => Assert.Null(method.Refused));
    }

    [Fact]
    public void Runs_and_tables_carry_the_whole_name()
    {
        using var some = new SomeComparison();
        var launcher = new FakeLauncher();
        var record = some.Run(ComparisonPlanner.Plan(SomeComparison.Request("mmpareto", "mmpareto~features", "mmpareto~refresh10")), launcher);
        Assert.Equal(["mmpareto", "mmpareto~features", "mmpareto~refresh10"], record.Methods.Select(method => method.Name));
        Assert.True(Directory.Exists(some["runs/mmpareto~features-s0"]));
        Assert.Contains("gradient: features", File.ReadAllText(some["runs/mmpareto~features-s0/config.yaml"]), StringComparison.Ordinal);
        Assert.Contains("\nmmpareto~features,", File.ReadAllText(some["comparison.csv"]), StringComparison.Ordinal);
        Assert.Contains(@"| mmpareto\~features", File.ReadAllText(some["comparison.md"]), StringComparison.Ordinal); // two ~ would strike through
        Assert.Contains(@"mmpareto\textasciitilde{}features", File.ReadAllText(some["comparison.tex"]), StringComparison.Ordinal);
        Assert.Contains("mmpareto~refresh10", TableSet.Of(record).Tables[0].Rows[2][0].Text, StringComparison.Ordinal);
    }
}
