using System.Text.Json;
using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Experiments;

public sealed class ExperimentTests(PlaygroundRun run) : IClassFixture<PlaygroundRun>, IDisposable
{
    private readonly TemporaryFolder _runs = new();

    private RunFolder Folder => run.Result.Folder;

    private SummaryRecord Summary => run.Result.Summary!;

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_run_leaves_these_files()
    {
        string[] files = [.. Directory.GetFiles(Folder.FullPath, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Folder.FullPath, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.Equal(
        [
            "checkpoints/best.json", "checkpoints/best.safetensors", "checkpoints/last.json", "checkpoints/last.safetensors",
            "config.yaml", "environment.json", files[6], "gradients.jsonl", "metrics.jsonl", "predictions.csv", "summary.json", "timing.jsonl",
        ], files);
        Assert.StartsWith("events.out.tfevents.", files[6], StringComparison.Ordinal);
        Assert.Equal("playground-mmpareto-s0-20260102-030405", Folder.Name);
    }

    [Fact]
    public void The_configuration_is_written_whole_and_reads_back_equal()
    {
        var again = ConfigReader.ReadFile(Folder.ConfigFile, ExperimentSchema.Schema, []);
        Assert.Equal(run.Config, again);
        Assert.All(ExperimentSchema.Schema.Keys.Where(k => again.Applies(k.Path)), k => Assert.True(again.IsSet(k.Path), k.Path));
    }

    [Fact]
    public void Records_are_as_many_as_epochs_and_steps()
    {
        var reader = new RunReader(Folder);
        Assert.Equal([1, 2, 3], reader.ReadEpochs().Select(e => e.Epoch));
        Assert.Equal([1, 2, 3], reader.ReadTiming().Select(t => t.Epoch));
        Assert.Equal(Enumerable.Range(1, 6).Select(s => (long)s), reader.ReadSteps().Select(s => s.Step)); // 100 samples in 64s
        Assert.All(reader.ReadSteps(), s => Assert.Equal(["m1", "m2"], s.Encoders.Keys));
    }

    [Fact]
    public void The_environment_says_what_the_run_was_made_with()
    {
        var environment = new RunReader(Folder).ReadEnvironment();
        Assert.Equal(("mmpareto train playground", 0L, 1, "cpu"),
            (environment.CommandLine, environment.Seed, environment.Threads, environment.Device));
        Assert.Equal(new ManualClock().GetUtcNow(), environment.Started);
        Assert.Equal(64, environment.DataHash.Length);
        Assert.Equal("2.10.0+cpu", environment.Versions.LibTorch);
        Assert.StartsWith("0.107.0", environment.Versions.TorchSharp, StringComparison.Ordinal);
        Assert.NotEmpty(environment.Cpu);
    }

    [Fact]
    public void The_summary_has_the_form_that_others_read()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Folder.SummaryFile));
        var root = json.RootElement;
        static string Keys(JsonElement e) => string.Join(' ', e.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            "schema method seed best_epoch test encoders experiment dataset epochs status stopped_by validation last parameters notes",
            Keys(root));
        Assert.Equal((1, "mmpareto", 0), (root.GetProperty("schema").GetInt32(), root.GetProperty("method").GetString(), root.GetProperty("seed").GetInt32()));
        Assert.Equal("fused modalities", Keys(root.GetProperty("test")));
        Assert.StartsWith("accuracy macro_f1", Keys(root.GetProperty("test").GetProperty("fused")), StringComparison.Ordinal);
        Assert.Equal("m1 m2", Keys(root.GetProperty("test").GetProperty("modalities")));
        Assert.Equal("m1 m2", Keys(root.GetProperty("encoders")));
        Assert.Equal("conflict_rate mean_cosine", Keys(root.GetProperty("encoders").GetProperty("m1")));
        Assert.Equal("finished", root.GetProperty("status").GetString());
    }

    [Fact]
    public void The_summary_agrees_with_the_records()
    {
        var epochs = new RunReader(Folder).ReadEpochs();
        var best = epochs.MaxBy(e => e.Validation.Fused.Accuracy)!;
        Assert.Equal((best.Epoch, 3, 3), (Summary.BestEpoch, Summary.Epochs, Summary.Last.Epoch));
        Assert.Equal(best.Validation.Fused, Summary.Validation.Fused);
        var steps = new RunReader(Folder).ReadSteps().Select(s => s.Encoders["m1"]).ToArray();
        Assert.Equal(steps.Average(s => s.Conflict!.Value ? 1.0 : 0), Summary.Encoders["m1"].ConflictRate!.Value, 12);
        Assert.Equal(steps.Average(s => s.Cosine)!.Value, Summary.Encoders["m1"].MeanCosine!.Value, 12);
        Assert.Equal(run.Observer.Plan!.ParameterCount, Summary.Parameters);
        Assert.Equal(("playground", "playground", RunStatus.Finished), (Summary.Experiment, Summary.Dataset, Summary.Status));
        Assert.Equal(
            ["synthetic data: results say how methods react to the dials, not how they do on real data"], Summary.Notes);
    }

    [Fact]
    public void Evaluation_of_the_checkpoints_gives_the_scores_of_the_summary()
    {
        AssertEqual(Summary.Test, Evaluate("best", "test"));
        AssertEqual(Summary.Last.Test, Evaluate("last", "test"));
        AssertEqual(Summary.Validation, Evaluate("best", "validation"));
        AssertEqual(new RunReader(Folder).ReadEpochs()[^1].Validation, Evaluate("last", "validation"));
        var train = Evaluate("best", "train");
        Assert.Equal(train.Fused.Main * 100, Math.Round(train.Fused.Main * 100), 9);
        Assert.NotEqual(Summary.Test.Fused, train.Fused);
    }

    [Fact]
    public void A_checkpoint_or_part_that_there_is_none_of_is_refused()
    {
        Assert.Equal("checkpoint must be one of best, last; got 'bst'. (Parameter 'checkpoint')",
            Assert.Throws<ArgumentException>(() => Evaluate("bst", "test")).Message);
        Assert.Equal("split must be one of test, validation, train; got 'tset'. (Parameter 'split')",
            Assert.Throws<ArgumentException>(() => Evaluate("best", "tset")).Message);
    }

    [Fact]
    public void Equal_runs_are_equal_files_and_tell_of_no_clock_path_or_host()
    {
        var later = new ManualClock(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        var again = Experiment.Run(
            PlaygroundRun.Read("training.workers=0"), _runs["elsewhere"], "another command", new RecordingObserver(), later,
            TestContext.Current.CancellationToken);
        foreach (var file in new[]
        {
            "metrics.jsonl", "gradients.jsonl", "summary.json", "checkpoints/best.safetensors", "checkpoints/best.json",
            "checkpoints/last.safetensors", "checkpoints/last.json",
        })
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder.FullPath, file));
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(again.Folder.FullPath, file)));
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            foreach (var secret in new[] { Folder.Name, Path.GetTempPath(), Environment.MachineName, "2026" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_seed_is_another_run_on_the_same_data()
    {
        var other = Run("training.seed=5");
        Assert.Equal((5L, "playground-mmpareto-s5"), (other.Summary!.Seed, other.Folder.Name[..22]));
        Assert.NotEqual(File.ReadAllText(Folder.MetricsFile), File.ReadAllText(other.Folder.MetricsFile));
        Assert.Equal(new RunReader(Folder).ReadEnvironment().DataHash, new RunReader(other.Folder).ReadEnvironment().DataHash);
        var data = Run("data.seed=5");
        Assert.NotEqual(new RunReader(Folder).ReadEnvironment().DataHash, new RunReader(data.Folder).ReadEnvironment().DataHash);
    }

    [Fact]
    public void Evaluation_on_other_data_is_refused()
    {
        var made = Run("training.epochs=1");
        var file = made.Folder.ConfigFile;
        var before = new RunReader(made.Folder).ReadEnvironment().DataHash;
        var section = File.ReadAllText(file).Split("\nmodel:");
        var data = section[0].Replace("  seed: 0", "  seed: 1", StringComparison.Ordinal);
        Assert.NotEqual(section[0], data);
        File.WriteAllText(file, $"{data}\nmodel:{section[1]}");
        var e = Assert.Throws<DataException>(() => Experiment.Evaluate(
            made.Folder, "best", "test", _ => { }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{made.Folder.FullPath}: the data must be the run's, {before}; got ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Use the files that the run was made with.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_holds_for_each_part()
    {
        var observer = new RecordingObserver();
        Experiment.Run(
            PlaygroundRun.Read("data.limit=20", "training.epochs=1"), _runs.FullPath, "", observer, new ManualClock(),
            TestContext.Current.CancellationToken);
        Assert.Equal((20, 20, 20), (observer.Plan!.TrainCount, observer.Plan.ValidationCount, observer.Plan.TestCount));
    }

    [Fact]
    public void A_run_that_is_stopped_scores_the_epochs_that_were_whole()
    {
        using var stop = new CancellationTokenSource();
        var observer = new RecordingObserver { OnStep = (epoch, _) => { if (epoch == 2) stop.Cancel(); } };
        var stopped = Experiment.Run(PlaygroundRun.Read(), _runs.FullPath, "", observer, new ManualClock(), stop.Token);
        var one = Run("training.epochs=1");
        var summary = stopped.Summary!;
        Assert.Equal((RunStatus.Stopped, StopReason.Interrupted, 1, 1), (summary.Status, summary.StoppedBy, summary.Epochs, summary.BestEpoch));
        AssertEqual(one.Summary!.Test, summary.Test);
        AssertEqual(one.Summary!.Last.Test, summary.Last.Test);
    }

    [Fact]
    public void A_run_that_is_stopped_before_has_no_summary()
    {
        using var stop = new CancellationTokenSource();
        var observer = new RecordingObserver { OnStep = (_, _) => stop.Cancel() };
        var stopped = Experiment.Run(PlaygroundRun.Read(), _runs.FullPath, "", observer, new ManualClock(), stop.Token);
        Assert.Null(stopped.Summary);
        Assert.False(stopped.Folder.HasSummary);
        Assert.Empty(new RunReader(stopped.Folder).ReadEpochs());
        Assert.Equal(PlaygroundRun.Read(), ConfigReader.ReadFile(stopped.Folder.ConfigFile, ExperimentSchema.Schema, []));
    }

    /// <summary>All but those that need an exchange between two conv encoders; their own tests show what they refuse.</summary>
    private static MethodEntry[] OnVectors { get; } = [.. Catalog.Methods.Where(m => m.Exchange == "none")];

    public static TheoryData<string> Methods => [.. OnVectors.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_of_the_catalog_trains_three_modalities(string method)
    {
        var made = Run($"method.name={method}", "data.modalities=3", "training.epochs=1");
        var epoch = Assert.Single(new RunReader(made.Folder).ReadEpochs());
        Assert.Equal((method, $"playground-{method}-s0"), (made.Summary!.Method, made.Folder.Name[..^16]));
        Assert.Equal(["m1", "m2", "m3"], made.Summary.Encoders.Keys);
        foreach (var score in epoch.Validation.Modalities.Values.Append(epoch.Validation.Fused).Concat(made.Summary.Test.Modalities.Values))
        {
            Assert.True(double.IsFinite(score.Loss!.Value));
            Assert.InRange(score.Main, 0.01, 1);
            Assert.InRange(score.MacroF1!.Value, 0.01, 1);
        }
        var keepsRows = Catalog.Methods.Single(m => m.Name == method).Keys.Any(key => key.Path == "method.cross");
        Assert.Equal(!keepsRows ? 0 : method.StartsWith("uniform", StringComparison.Ordinal) ? 1 : 2, epoch.Encoders["m3"].Steps);
        Assert.True(epoch.Encoders.Values.All(e => e.Steps == 0 || double.IsFinite(e.LengthRatio!.Value)));
    }

    /// <summary>Each method leaves other weights, so no two of them are one.</summary>
    [Fact]
    public void No_two_methods_of_the_catalog_are_the_same()
    {
        var hashes = OnVectors.Select(method => Sha256Of(
            Run($"method.name={method.Name}", "data.conflict=0.9", "training.batch_size=10")));
        Assert.Equal(OnVectors.Length, hashes.Distinct().Count());

        string Sha256Of(ExperimentResult result) =>
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(result.Folder.LastWeightsFile)));
    }

    [Fact]
    public void What_stays_alive_after_a_run_does_not_depend_on_its_length()
    {
        Run("training.epochs=1");
        var before = LiveTensors.Settled();
        Run("training.epochs=1");
        var once = Tensor.TotalCount - before;
        Run("training.epochs=4");
        LiveTensors.AssertAtMost(before + (2 * once));
    }

    private static void AssertEqual(EvaluationRecord expected, EvaluationRecord actual)
    {
        Assert.Equal(expected.Fused, actual.Fused);
        Assert.Equal(expected.Modalities, actual.Modalities);
    }

    private EvaluationRecord Evaluate(string checkpoint, string split) =>
        Experiment.Evaluate(Folder, checkpoint, split, _ => { }, TestContext.Current.CancellationToken);

    private ExperimentResult Run(params string[] settings) =>
        Experiment.Run(PlaygroundRun.Read(settings), _runs.FullPath, "", new RecordingObserver(), new ManualClock());
}
