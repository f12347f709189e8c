using MMPareto.Experiments;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Tests.Experiments.Comparisons;

public class PlannerTests
{
    [Fact]
    public void Runs_of_one_seed_differ_in_the_method_alone()
    {
        var plan = SomeComparison.Plan("joint", "mmpareto");
        var (joint, mmpareto) = (plan.Methods[0].ConfigFor(5, []), plan.Methods[1].ConfigFor(5, []));
        Assert.Equal(5, joint.GetInteger("training.seed"));
        Assert.Equal(joint, ConfigReader.Override(mmpareto, ["method.name=joint"]));
    }

    [Fact]
    public void Threads_are_part_of_the_configuration()
    {
        var request = SomeComparison.Request("joint") with { Threads = 3 };
        Assert.Equal(3, ComparisonPlanner.Plan(request).Methods[0].ConfigFor(0, []).GetInteger("training.threads"));
        var own = request with { Settings = ["training.threads=2"] };
        Assert.Equal(2, ComparisonPlanner.Plan(own).Methods[0].ConfigFor(0, []).GetInteger("training.threads"));
    }

    [Fact]
    public void A_setting_of_a_method_goes_to_the_methods_that_have_it()
    {
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("joint", "mmpareto", "uniform-scaled") with { Settings = ["method.gamma=2.5"] });
        Assert.False(plan.Methods[0].Config!.IsSet("method.gamma"));
        Assert.Equal(2.5, plan.Methods[1].Config!.GetNumber("method.gamma"));
        Assert.Equal(2.5, plan.Methods[2].Config!.GetNumber("method.gamma"));
    }

    [Fact]
    public void Without_names_all_methods_but_those_for_several_tasks_are_compared()
    {
        var plan = ComparisonPlanner.Plan(new ComparisonRequest { What = "playground" });
        Assert.Equal(
            Catalog.Methods.Where(method => method.Family != "multi-task").Select(method => method.Name), plan.Methods.Select(method => method.Name));
        Assert.Equal("uniform", plan.Baseline);
        Assert.Equal([0, 1, 2], plan.Seeds);
    }

    [Fact]
    public void Without_uniform_the_first_method_is_the_baseline() => Assert.Equal("pareto", SomeComparison.Plan("pareto", "joint").Baseline);

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var e = Assert.Throws<ConfigException>(() => ComparisonPlanner.Plan(SomeComparison.Request("mmparteo", "joint", "joint") with
        {
            Baseline = "join",
            Settings = ["optimizer.momentun=0.5", "training.seed=1"],
            Tune = ["optimizer.lr=1", "method.name=joint,pareto", "optimizer.momentum", "optimizer.weight_decay=1,1"],
            FirstSeed = 999,
        }));
        string[] expected =
        [
            "--first-seed: the seeds must be apart from 1000, which is kept for the tuning; got it among them.",
            "--tune optimizer.lr: optimizer.lr must be a known setting; got an unknown name. Did you mean 'optimizer.learning_rate'?",
            "--tune method.name: method.name must be a setting of model, method, optimizer, schedule or training that a method may choose; got one that all runs share.",
            "--tune: what it takes must be KEY=VALUE,VALUE,..., as optimizer.learning_rate=0.01,0.1; got no '='.",
            "--tune optimizer.weight_decay: optimizer.weight_decay must be different values; got 1 twice.",
            "--set training.seed must be given by --seeds and --first-seed; got it as a setting.",
            "--set optimizer.momentun must be a key of the section optimizer; got an unknown name. Did you mean 'optimizer.momentum'?",
        ];
        var lines = e.Problems.Select(problem => problem.ToString()).ToArray();
        Assert.Equal(expected, lines[..expected.Length]);
        Assert.Contains(lines, line => line.EndsWith("got 'mmparteo'. Did you mean 'mmpareto'?", StringComparison.Ordinal));
        Assert.Contains("--methods: each name must be given once; got 'joint' again.", lines);
        Assert.Contains(lines, line => line.StartsWith("--baseline:", StringComparison.Ordinal) && line.EndsWith("Did you mean 'joint'?", StringComparison.Ordinal));
        Assert.Equal(expected.Length + 3, lines.Length);
    }

    [Theory]
    [InlineData("--set method.gamma must be a setting of a method that is compared; got one of", "method.gamma=2", null)]
    [InlineData("--set method.unimodal_weight must be a number of at least 0; got '-1'.", "method.unimodal_weight=-1", null)]
    [InlineData("--tune method.gamma: method.gamma must be a setting that means something for a method that is compared", null, "method.gamma=1,2")]
    [InlineData("--tune optimizer.learning_rate: optimizer.learning_rate must be a number above 0; got 'fast'.", null, "optimizer.learning_rate=0.1,fast")]
    public void A_setting_that_cannot_be_is_named_once(string expected, string? set, string? tune)
    {
        var request = SomeComparison.Request("joint", "uniform", "pareto");
        var e = Assert.Throws<ConfigException>(() => ComparisonPlanner.Plan(request with
        {
            Settings = set is null ? [] : [set],
            Tune = tune is null ? [] : [tune],
        }));
        Assert.StartsWith(expected, Assert.Single(e.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tuning_tries_every_combination_with_one_seed_and_its_own_epochs()
    {
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("joint", "mmpareto") with
        {
            Tune = ["optimizer.learning_rate=0.1,0.2", "method.gamma=1,2"],
            TuneEpochs = 1,
        });
        Assert.Equal(["optimizer.learning_rate=0.1", "optimizer.learning_rate=0.2"], plan.Methods[0].Candidates.Select(candidate => candidate.Name));
        Assert.Equal(
            ["optimizer.learning_rate=0.1,method.gamma=1", "optimizer.learning_rate=0.1,method.gamma=2",
             "optimizer.learning_rate=0.2,method.gamma=1", "optimizer.learning_rate=0.2,method.gamma=2"],
            plan.Methods[1].Candidates.Select(candidate => candidate.Name));
        Assert.All(plan.Methods.SelectMany(method => method.Candidates), candidate =>
        {
            Assert.Equal(1000, candidate.Config.GetInteger("training.seed"));
            Assert.Equal(1, candidate.Config.GetInteger("training.epochs"));
        });
        Assert.Equal(2, plan.Methods[1].ConfigFor(0, ["method.gamma=2"]).GetInteger("training.epochs"));
    }
}
