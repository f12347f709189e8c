using MMPareto.Experiments.Comparisons;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Data;

namespace MMPareto.Tests.Experiments.Comparisons;

public sealed class ComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_record_holds_means_and_differences_that_follow_from_the_runs()
    {
        var record = Run(Plan("uniform", "mmpareto"))!;
        Assert.Equal(("uniform", "fused", 253), (record.Baseline, record.Main, record.TestCount));
        Assert.Equal(["m1", "m2"], record.Heads);
        foreach (var method in record.Methods)
        {
            double[] fused = [.. method.Runs.Select(run => Summary(run).Test.Fused.Accuracy)];
            Assert.Equal(fused.Average(), method.Accuracy["fused"].Mean, 1e-12);
            Assert.Equal(Math.Abs(fused[0] - fused[1]) / Math.Sqrt(2), method.Accuracy["fused"].StandardDeviation!.Value, 1e-12);
            Assert.Equal(method.Runs.Average(run => Summary(run).Test.Modalities["m2"].Accuracy), method.Accuracy["m2"].Mean, 1e-12);
            Assert.Equal(fused, method.Runs.Select(run => run.Accuracy["fused"]));
        }
        var difference = record.Methods[1].Difference!;
        Assert.Null(record.Methods[0].Difference);
        Assert.Equal(record.Methods[1].Accuracy["fused"].Mean - record.Methods[0].Accuracy["fused"].Mean, difference.Mean, 1e-12);
        Assert.InRange(difference.Mean, difference.BootstrapInterval!.Low, difference.BootstrapInterval.High);
        Assert.Equal(difference.PValue, difference.HolmPValue);
        var read = ComparisonFile.Read(_folder.FullPath);
        Assert.Equal(record.Methods.Select(m => m.Accuracy["fused"]), read.Methods.Select(m => m.Accuracy["fused"]));
    }

    [Fact]
    public void Finished_runs_are_not_repeated_and_a_new_seed_adds_its_own()
    {
        Run(Plan("uniform", "mmpareto"));
        var tables = Tables();
        var again = new InProcessLauncher();
        Run(Plan("uniform", "mmpareto"), again);
        Assert.Empty(again.Launched);
        Assert.Equal(tables, Tables());
        Run(Plan("uniform", "mmpareto") with { Seeds = [0, 1, 2] }, again);
        Assert.Equal(["runs/uniform-s2", "runs/mmpareto-s2"], again.Launched);
        Assert.NotEqual(tables, Tables());
    }

    [Fact]
    public void What_an_interrupted_comparison_left_is_gone_on_with_and_ends_the_same()
    {
        Run(Plan("uniform", "mmpareto"));
        var undisturbed = Tables();
        Directory.Delete(Path.Join(_folder.FullPath, "runs", "mmpareto-s1"), recursive: true);
        var torn = Directory.CreateDirectory(Path.Join(_folder.FullPath, "incomplete", "runs", "mmpareto-s1", "torn"));
        File.WriteAllText(Path.Join(torn.FullName, "metrics.jsonl"), "{");
        var again = new InProcessLauncher();
        Run(Plan("uniform", "mmpareto"), again);
        Assert.Equal(["runs/mmpareto-s1"], again.Launched);
        Assert.Equal(undisturbed, Tables());
        Assert.True(torn.Exists, "what a killed run left is never deleted");
    }

    [Fact]
    public void A_run_with_other_settings_in_its_place_is_refused_with_the_key()
    {
        Run(Plan("uniform"));
        var other = Plan("uniform") with { Config = PlaygroundRun.Read("training.batch_size=32") };
        var e = Assert.Throws<RunFolderException>(() => Run(other));
        Assert.Equal(
            $"{Path.Join(_folder.FullPath, "runs/uniform-s0")} must be a run with the settings asked for; got another training.batch_size. "
            + "Give another --out, or move that folder away.", e.Message);
    }

    [Fact]
    public void A_failed_run_and_a_refused_method_stand_in_the_record_and_the_others_go_on()
    {
        var launcher = new InProcessLauncher
        {
            Instead = run => run.Name switch
            {
                "runs/pareto-s0" => new(LaunchOutcome.Failed, "out of memory."),
                _ when run.Method == "joint" => new(LaunchOutcome.Refused, "joint is not for this model."),
                _ => null,
            },
        };
        var record = Run(Plan("uniform", "pareto", "joint"), launcher)!;
        Assert.Equal("out of memory.", record.Methods[1].Runs[0].Failure);
        Assert.Equal(1, record.Methods[1].Accuracy["fused"].Count);
        Assert.Equal(1, record.Methods[1].Difference!.Count);
        Assert.Equal("joint is not for this model.", record.Methods[2].Refused);
        Assert.Equal(1, launcher.Launched.Count(name => name.StartsWith("runs/joint", StringComparison.Ordinal)));
        Assert.Contains("pareto, seed 0 failed: out of memory.", ComparisonTables.Notes(record));
        Assert.Contains("joint refused: joint is not for this model.", ComparisonTables.Notes(record));
    }

    [Fact]
    public void Tuning_takes_the_best_on_validation_with_the_same_grid_for_all_that_have_the_key()
    {
        var plan = Plan("joint", "mmpareto") with
        {
            Tuned = [new("optimizer.learning_rate", ["0.0001", "0.05", "0.1"]), new("method.gamma", ["1", "2"])],
            TuningEpochs = 1,
            Seeds = [0],
        };
        var record = Run(plan)!;
        Assert.Equal([3, 6], record.Methods.Select(method => method.Tuning!.Budget));
        foreach (var method in record.Methods)
        {
            var tuning = method.Tuning!;
            var best = tuning.Candidates.Max(candidate => candidate.ValidationAccuracy);
            Assert.Equal(tuning.Candidates.First(candidate => candidate.ValidationAccuracy == best).Settings, tuning.Chosen);
            var config = File.ReadAllText(Path.Join(_folder.FullPath, method.Runs[0].Folder, "config.yaml"));
            Assert.Contains($"learning_rate: {tuning.Chosen[0].Split('=')[1]}\n", config, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_at_once_in_one_folder_are_refused()
    {
        using var first = new ComparisonFolder(_folder.FullPath);
        var e = Assert.Throws<RunFolderException>(() => Run(Plan("uniform")));
        Assert.EndsWith("must be free for this comparison; got another process at work in it. Wait for its end, or give another --out.",
            e.Message, StringComparison.Ordinal);
    }

    private ComparisonPlan Plan(params string[] methods) => new()
    {
        Config = PlaygroundRun.Read(),
        Methods = methods,
        Baseline = methods[0],
        Seeds = [0, 1],
        Folder = _folder.FullPath,
        CommandLine = "mmpareto compare playground",
    };

    private static ComparisonRecord? Run(ComparisonPlan plan, InProcessLauncher? launcher = null) =>
        Comparison.Run(plan, launcher ?? new(), new SilentObserver());

    private SummaryRecord Summary(ComparedRunRecord run) =>
        new RunReader(RunFolder.Open(Path.Join(_folder.FullPath, run.Folder))).ReadSummary();

    private string[] Tables() => [.. ((string[])["csv", "md", "tex"])
        .Select(kind => File.ReadAllText(Path.Join(_folder.FullPath, $"comparison.{kind}")))];
}
