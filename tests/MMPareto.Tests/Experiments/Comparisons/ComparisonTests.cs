using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments.Comparisons;

public class ComparisonTests
{
    [Fact]
    public void Each_method_is_trained_with_each_seed_and_summed_up()
    {
        using var some = new SomeComparison();
        var launcher = new FakeLauncher { Right = config => (config.GetText("method.name") == "joint" ? 20 : 30) + config.GetInteger("training.seed") };
        var record = some.Run(SomeComparison.Plan("uniform", "joint"), launcher);

        Assert.Equal(["uniform-s0", "joint-s0", "uniform-s1", "joint-s1"], launcher.Launched);
        Assert.Equal("uniform", record.Baseline);
        Assert.Equal(FakeLauncher.UsualSamples, record.TestCount);
        Assert.Equal(["m1"], record.Heads);
        Assert.Equal(["runs/joint-s0", "runs/joint-s1"], record.Methods[1].Runs.Select(run => run.Folder));
        Assert.Equal(20.5 / 40, record.Methods[1].Accuracy["fused"].Mean, 1e-12);
        Assert.Equal(Math.Sqrt(0.5) / 40, record.Methods[1].Accuracy["fused"].StandardDeviation!.Value, 1e-12);
        Assert.Null(record.Methods[0].Difference);
        Assert.Equal(-0.25, record.Methods[1].Difference!.Mean, 1e-12);
        Assert.NotNull(record.Methods[1].Difference!.BootstrapInterval);
        Assert.Equal(12.5, record.Methods[0].Seconds!.Mean);
        Assert.Equal(["A note on joint."], record.Methods[1].Notes);
        Assert.Contains("The data is made up.", record.Notes);
        Assert.Equal(record.Methods[1].Accuracy["m1"], ComparisonFile.Read(some.Out).Methods[1].Accuracy["m1"]);
        Assert.False(Directory.Exists(some["incomplete"]));
    }

    [Fact]
    public void A_pipe_in_the_place_of_a_refusal_is_none_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        using var some = new SomeComparison();
        var config = SomeComparison.Plan("joint").Methods[0].Config!;
        using var folder = ComparisonFolder.Open(some.Out);
        folder.KeepRefusal("joint", config, "it cannot");
        Assert.Equal("it cannot", folder.FindRefusal("joint", config));
        var file = Assert.Single(Directory.GetFiles(some.Out, "joint.yaml", SearchOption.AllDirectories));
        File.Delete(file);
        Damage.Cases.SpecialFiles.MakePipe(file);
        Hostile.Patience.Require("a refusal", () => Assert.Null(folder.FindRefusal("joint", config)));
    }

    /// <summary>A kill after the log has gone to the run, and before the run has gone to its place: the next process finds the run finished, and prints once more.</summary>
    [Fact]
    public void A_finished_run_is_taken_over_once_more_after_a_kill_between()
    {
        using var some = new SomeComparison();
        using var folder = ComparisonFolder.Open(some.Out);
        var place = folder.In("incomplete/joint-s0");
        var run = Directory.CreateDirectory(Path.Combine(place, "run")).FullName;
        foreach (var name in new[] { "config.yaml", "metrics.jsonl" }) File.WriteAllText(Path.Combine(run, name), "");
        File.WriteAllText(Path.Combine(run, "output.log"), "trained");
        File.WriteAllText(Path.Combine(place, "output.log"), "has finished");
        folder.Adopt(new RunTask("joint", "joint", "runs/joint-s0", SomeComparison.Plan("joint").Methods[0].Config!), place, run);
        Assert.Equal("trained", File.ReadAllText(folder.In("runs/joint-s0/output.log")));
        Assert.False(Directory.Exists(folder.In("incomplete")));
    }

    [Fact]
    public void Started_again_it_trains_nothing_and_writes_the_same_bytes()
    {
        using var some = new SomeComparison();
        var plan = SomeComparison.Plan("uniform", "pareto");
        some.Run(plan, new FakeLauncher());
        var before = some.Texts();
        var (launcher, recorder) = (new FakeLauncher(), new Recorder());
        some.Run(plan, launcher, recorder);
        Assert.Empty(launcher.Launched);
        Assert.Contains("4 runs, 4 there, 0 epochs", recorder.Calls);
        Assert.Equal(before, some.Texts());
    }

    [Fact]
    public void Methods_and_seeds_can_be_added_later()
    {
        using var some = new SomeComparison();
        some.Run(SomeComparison.Plan("uniform"), new FakeLauncher());
        var launcher = new FakeLauncher();
        some.Run(ComparisonPlanner.Plan(SomeComparison.Request("uniform", "joint") with { SeedCount = 3 }), launcher);
        Assert.Equal(["joint-s0", "joint-s1", "uniform-s2", "joint-s2"], launcher.Launched);
    }

    [Fact]
    public void A_finished_run_with_other_settings_is_named_by_the_key_and_left_alone()
    {
        using var some = new SomeComparison();
        some.Run(SomeComparison.Plan("uniform", "joint"), new FakeLauncher());
        var before = some.Texts();
        var launcher = new FakeLauncher();
        var other = ComparisonPlanner.Plan(SomeComparison.Request("uniform", "joint", "pareto") with { Settings = ["training.epochs=3", "data.limit=60"] });
        var e = Assert.Throws<ConfigException>(() => some.Run(other, launcher));
        Assert.Equal($"{some["runs/uniform-s0"]}: training.epochs must be 2, as in this finished run, or --out another folder; got 3.", e.Message);
        Assert.Empty(launcher.Launched);
        Assert.Equal(before, some.Texts());
    }

    [Fact]
    public void A_failed_run_is_told_and_tried_again_while_the_others_go_on()
    {
        using var some = new SomeComparison();
        var plan = SomeComparison.Plan("uniform", "joint");
        var record = some.Run(plan, new FakeLauncher
        {
            Instead = config => config.GetText("method.name") == "joint" && config.GetInteger("training.seed") == 0
                ? new(LaunchState.Failed, Message: "out of memory") : null,
        });
        Assert.Equal(["out of memory", null], record.Methods[1].Runs.Select(run => run.Failure));
        Assert.Equal(1, record.Methods[1].Difference!.Count);
        Assert.Null(record.Methods[1].Difference!.PairedInterval);
        Assert.Contains("Seed 0 failed: out of memory.", record.Methods[1].Notes);

        var again = new FakeLauncher();
        Assert.All(some.Run(plan, again).Methods[1].Runs, run => Assert.NotNull(run.Folder));
        Assert.Equal(["joint-s0"], again.Launched);
    }

    [Fact]
    public void A_method_that_refuses_is_asked_once_and_remembered()
    {
        using var some = new SomeComparison();
        var plan = SomeComparison.Plan("uniform", "joint");
        FakeLauncher Refusing() => new()
        {
            Instead = config => config.GetText("method.name") == "joint" ? new(LaunchState.Refused, Message: "it needs images") : null,
        };
        var launcher = Refusing();
        var record = some.Run(plan, launcher);
        Assert.Equal(["uniform-s0", "joint-s0", "uniform-s1"], launcher.Launched);
        Assert.Equal("it needs images", record.Methods[1].Refused);
        Assert.Empty(record.Methods[1].Runs);
        Assert.Null(record.Methods[1].Difference);
        var before = some.Texts();
        var again = Refusing();
        some.Run(plan, again);
        Assert.Empty(again.Launched);
        Assert.Equal(before, some.Texts());
    }

    [Fact]
    public void Settings_that_a_method_refuses_lose_the_tuning_and_the_method_goes_on()
    {
        using var some = new SomeComparison();
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("uniform") with { Tune = ["optimizer.learning_rate=0.1,0.2"] });
        bool Bad(ConfigValues config, params double[] rates) => rates.Contains(config.GetNumber("optimizer.learning_rate"));
        var record = some.Run(plan, new FakeLauncher { Instead = config => Bad(config, 0.1) ? new(LaunchState.Refused, Message: "not so") : null });
        Assert.Null(record.Methods[0].Refused);
        Assert.Equal(["optimizer.learning_rate=0.2"], record.Methods[0].Tuning!.Chosen);
        Assert.Equal(2, record.Methods[0].Runs.Count(run => run.Folder is not null));

        using var other = new SomeComparison();
        var all = Assert.Throws<ConfigException>(
            () => other.Run(plan, new FakeLauncher { Instead = config => Bad(config, 0.1, 0.2) ? new(LaunchState.Refused, Message: "not so") : null }));
        Assert.Contains("uniform: not so", all.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(other["refused"])); // it speaks against these settings alone
    }

    [Fact]
    public void When_every_method_refuses_it_is_bad_input()
    {
        using var some = new SomeComparison();
        var launcher = new FakeLauncher { Instead = _ => new(LaunchState.Refused, Message: "it needs images.") };
        var e = Assert.Throws<ConfigException>(() => some.Run(SomeComparison.Plan("joint"), launcher));
        Assert.Equal("--methods: each name must be a method that can train this model; got joint: it needs images.", e.Message);
    }

    [Fact]
    public void Mmpareto_is_held_against_its_control_and_the_bare_direction_and_other_pairs_can_be_named()
    {
        using var some = new SomeComparison();
        var launcher = new FakeLauncher { Right = config => config.GetText("method.name") == "mmpareto" ? 30 + config.GetInteger("training.seed") : 20 };
        var record = some.Run(SomeComparison.Plan("uniform", "uniform-scaled", "pareto", "mmpareto"), launcher);
        Assert.Equal(["mmpareto uniform-scaled", "mmpareto pareto"], record.Pairs.Select(pair => $"{pair.Method} {pair.Against}"));
        Assert.All(record.Pairs, pair => Assert.Equal(10.5 / 40, pair.Difference!.Mean, 1e-12));
        var smallest = record.Pairs.Min(pair => pair.Difference!.PValue!.Value);
        Assert.All(record.Pairs, pair => Assert.Equal(2 * smallest, pair.Difference!.HolmPValue!.Value, 1e-12));
        Assert.Contains("| mmpareto vs pareto | +26.", File.ReadAllText(some["comparison.md"]), StringComparison.Ordinal);
        Assert.Empty(SomeComparison.Plan("uniform", "mmpareto").Pairs);
        var named = ComparisonPlanner.Plan(SomeComparison.Request("uniform", "joint", "pareto") with { Pairs = ["pareto:joint"] });
        Assert.Equal([new MethodPair("pareto", "joint")], named.Pairs);
        Assert.Equal(
            [
                "--pairs: 'joint' must be METHOD:OTHER, as mmpareto:uniform-scaled; got no ':'.",
                "--pairs: 'joint:agm' must be two of the methods compared, uniform, joint; got 'agm'.",
                "--pairs: 'joint:joint' must be two different methods; got one twice.",
            ],
            Assert.Throws<ConfigException>(() => ComparisonPlanner.Plan(
                SomeComparison.Request("uniform", "joint") with { Pairs = ["joint", "joint:agm", "joint:joint"] })).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Tuning_takes_the_first_of_the_best_on_validation_and_says_when_it_is_at_the_edge()
    {
        using var some = new SomeComparison();
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("uniform", "joint") with { Tune = ["optimizer.learning_rate=0.1,0.2,0.3"] });
        var launcher = new FakeLauncher
        {
            Right = config => config.GetNumber("optimizer.learning_rate") > 0.15 && config.GetText("method.name") == "uniform" ? 30 : 25,
        };
        var record = some.Run(plan, launcher);
        var tuning = record.Methods[0].Tuning!;
        Assert.Equal(["optimizer.learning_rate=0.2"], tuning.Chosen);
        Assert.Equal(3, tuning.Budget);
        Assert.Equal([0.625, 0.75, 0.75], tuning.Candidates.Select(candidate => candidate.ValidationAccuracy!.Value));
        Assert.Empty(tuning.AtEdge);
        Assert.Equal(["optimizer.learning_rate"], record.Methods[1].Tuning!.AtEdge);
        Assert.True(File.Exists(some["tuning/joint/optimizer.learning_rate=0.1/summary.json"]));
        Assert.Equal(0.2, ConfigReader.ReadFile(some["runs/uniform-s0/config.yaml"], ExperimentSchema.Schema, []).GetNumber("optimizer.learning_rate"));
        Assert.Equal(6 + 4, launcher.Launched.Length);
    }

    [Fact]
    public void A_method_whose_tuning_failed_altogether_has_no_runs()
    {
        using var some = new SomeComparison();
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("uniform", "joint") with { Tune = ["optimizer.learning_rate=0.1"] });
        var record = some.Run(plan, new FakeLauncher
        {
            Instead = config => config.GetText("method.name") == "joint" ? new(LaunchState.Failed, Message: "NaN") : null,
        });
        Assert.Empty(record.Methods[1].Tuning!.Chosen);
        Assert.All(record.Methods[1].Runs, run => Assert.Contains("tuning failed", run.Failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_predictions_there_is_no_bootstrap_and_a_note_says_so()
    {
        using var some = new SomeComparison();
        var record = some.Run(SomeComparison.Plan("uniform", "joint"), new FakeLauncher { WithPredictions = false });
        Assert.Null(record.Methods[1].Difference!.BootstrapInterval);
        Assert.Contains("The bootstrap interval is missing where a run has no predictions.csv.", record.Notes);
        Assert.Equal(0, record.TestCount);
    }

    [Fact]
    public void Stopped_it_keeps_what_has_finished_and_goes_on_from_there()
    {
        using var some = new SomeComparison();
        using var undisturbed = new SomeComparison();
        var plan = SomeComparison.Plan("uniform", "joint");
        using var stop = new CancellationTokenSource();
        using var recorder = new Recorder { OnEnd = task => { if (task.Method == "joint") stop.Cancel(); }, Stop = stop };
        Assert.Throws<OperationCanceledException>(() => some.Run(plan, new FakeLauncher(), recorder));
        Assert.False(File.Exists(some["comparison.json"]));

        var launcher = new FakeLauncher();
        some.Run(plan, launcher);
        undisturbed.Run(plan, new FakeLauncher());
        Assert.Equal(["uniform-s1", "joint-s1"], launcher.Launched);
        Assert.Equal(undisturbed.Texts(), some.Texts());
    }

    [Fact]
    public void A_second_comparison_on_the_same_folder_is_refused_while_the_first_goes_on()
    {
        using var some = new SomeComparison();
        var plan = SomeComparison.Plan("uniform");
        var inner = "";
        some.Run(plan, new FakeLauncher(), new Recorder
        {
            OnEnd = _ => inner = Assert.Throws<RunFolderException>(() => some.Run(plan, new FakeLauncher())).Message,
        });
        Assert.Contains("must not be in use; got a comparison that goes on there in process ", inner, StringComparison.Ordinal);
        some.Run(plan, new FakeLauncher()); // its lock is gone with it
    }

    [Fact]
    public void A_folder_of_something_else_is_left_alone()
    {
        using var some = new SomeComparison();
        Directory.CreateDirectory(some.Out);
        File.WriteAllText(some["thesis.txt"], "");
        var e = Assert.Throws<ConfigException>(() => some.Run(SomeComparison.Plan("uniform"), new FakeLauncher()));
        Assert.StartsWith("--out: the folder must be a new one, an empty one, or that of a comparison; got a folder with other files", e.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(some.Out));
    }

    [Fact]
    public void What_a_cut_off_run_has_left_is_neither_used_nor_deleted()
    {
        using var some = new SomeComparison();
        Directory.CreateDirectory(some["incomplete/uniform-s0/playground-x"]);
        File.WriteAllText(some["plan.yaml"], "");
        File.WriteAllText(some["incomplete/uniform-s0/playground-x/summary.json"], "half");
        var launcher = new FakeLauncher();
        some.Run(SomeComparison.Plan("uniform"), launcher);
        Assert.Equal(["uniform-s0", "uniform-s1"], launcher.Launched);
        Assert.Equal("half", File.ReadAllText(some["incomplete/uniform-s0/playground-x/summary.json"]));
    }

    [Fact]
    public void Runs_on_other_data_are_not_put_side_by_side()
    {
        using var some = new SomeComparison();
        some.Run(SomeComparison.Plan("uniform"), new FakeLauncher());
        var e = Assert.Throws<RunFolderException>(() => some.Run(SomeComparison.Plan("uniform", "joint"), new FakeLauncher { DataHash = "sha256:2" }));
        Assert.Contains("the data must be that of runs/uniform-s0, sha256:1; got sha256:2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_runs_in_this_process_have_the_scores_of_their_summaries()
    {
        using var some = new SomeComparison();
        var plan = ComparisonPlanner.Plan(SomeComparison.Request("uniform", "joint") with { Settings = [.. PlaygroundRun.Small, "training.epochs=1"] });
        var record = some.Run(plan, new InProcessLauncher(new ManualClock()));
        Assert.Equal(253, record.TestCount);
        Assert.Equal(["m1", "m2"], record.Heads);
        foreach (var run in record.Methods[1].Runs)
        {
            var reader = new RunReader(RunFolder.Open(some[run.Folder!]));
            Assert.Equal(reader.ReadSummary().Test.Fused.Accuracy, run.Accuracy["fused"]);
            Assert.Equal(run.Accuracy["fused"], reader.ReadPredictions().MainCorrect().Average(), 1e-12);
        }
    }
}
