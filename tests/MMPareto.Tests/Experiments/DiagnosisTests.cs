using MMPareto.Cli;
using MMPareto.Experiments;
using MMPareto.Experiments.Diagnostics;
using MMPareto.Runs;
using MMPareto.Runs.Diagnostics;
using MMPareto.Tests.Cli;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments;

public sealed class DiagnosisTests : IDisposable
{
    private static readonly string[] Small = ["data.train_size=80", "data.test_size=50", "training.batch_size=16", "training.epochs=2"];

    private readonly TemporaryFolder _runs = new();
    private readonly List<string> _told = [];
    private readonly RunFolder _run;

    public DiagnosisTests() =>
        _run = Experiment.Run(PlaygroundRun.Read(Small), _runs.FullPath, "mmpareto", new RecordingObserver(), new ManualClock()).Folder;

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void All_parts_are_in_the_file_and_agree_with_the_run()
    {
        var result = Diagnose(new());
        var record = DiagnosticsFile.Read(_run)!;
        Assert.Equal(DiagnosticParts.All, result.Measured);
        Assert.Equal("best", record.Checkpoint);
        Assert.Equal((5, 16), (record.GradientNoise!["m1"].Batches, record.GradientNoise["m2"].BatchSize));
        Assert.Equal(80, record.Probes!["m1"].Samples);
        var test = new RunReader(_run).ReadSummary().Test;
        Assert.Equal(test.Fused.Main, record.Contributions!.Subsets["m1+m2"], 12);
        Assert.Equal(50, record.Contributions.Samples);
        Assert.Equal((80, 11), (record.Landscape!.Samples, record.Landscape.Losses.Count));
        var train = Experiment.Evaluate(_run, "best", "train", _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(train.Fused.Loss!.Value, record.Landscape.Losses[5][5], 1e-6);
    }

    [Fact]
    public void Twice_the_same_is_the_same_file_and_the_rest_of_the_run_is_not_touched()
    {
        var files = Directory.GetFiles(_run.FullPath, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);
        Diagnose(new());
        var first = File.ReadAllBytes(_run.DiagnosticsFile);
        Diagnose(new());
        Assert.Equal(first, File.ReadAllBytes(_run.DiagnosticsFile));
        Assert.All(files, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Fact]
    public void Parts_of_earlier_are_kept_for_the_same_checkpoint_and_dropped_with_a_word_for_another()
    {
        Diagnose(new() { Parts = DiagnosticParts.Shapley });
        Diagnose(new() { Parts = DiagnosticParts.Probe });
        var both = DiagnosticsFile.Read(_run)!;
        Assert.NotNull(both.Contributions);
        Assert.NotNull(both.Probes);
        Assert.Null(both.Landscape);
        Assert.Null(both.GradientNoise);
        Assert.DoesNotContain(_told, line => line.Contains("replaces", StringComparison.Ordinal));

        Diagnose(new() { Parts = DiagnosticParts.Probe, Checkpoint = "last" });
        Assert.Contains("diagnostics.json was of the best checkpoint; what is measured now, of last, replaces it.", _told);
        var last = DiagnosticsFile.Read(_run)!;
        Assert.Equal("last", last.Checkpoint);
        Assert.NotNull(last.Probes);
        Assert.Null(last.Contributions);
    }

    [Fact]
    public void A_limit_holds_for_every_part()
    {
        Diagnose(new() { Limit = 40 });
        var record = DiagnosticsFile.Read(_run)!;
        Assert.Equal(
            (2, 40, 40, 40),
            (record.GradientNoise!["m1"].Batches, record.Probes!["m1"].Samples, record.Contributions!.Samples, record.Landscape!.Samples));
    }

    [Fact]
    public void A_part_that_cannot_be_measured_is_left_out_with_the_reason()
    {
        var result = Diagnose(new() { Limit = 20 });
        Assert.Contains("noise: left out, as it needs two mini-batches of 16 training samples; there are 20.", _told);
        Assert.Equal(DiagnosticParts.All & ~DiagnosticParts.Noise, result.Measured);
        Assert.Null(result.Record!.GradientNoise);
    }

    [Fact]
    public void Nothing_is_written_when_nothing_could_be_measured()
    {
        Assert.Equal(new DiagnosisResult(null, DiagnosticParts.None), Diagnose(new() { Parts = DiagnosticParts.Noise, Limit = 3 }));
        Assert.False(File.Exists(_run.DiagnosticsFile));
    }

    [Fact]
    public void What_cannot_be_asked_is_refused()
    {
        Assert.Equal(
            "limit must be at least 1; got 0. (Parameter 'request')",
            Assert.Throws<ArgumentException>(() => Diagnose(new() { Limit = 0 })).Message);
        Assert.StartsWith(
            "checkpoint must be one of best, last; got 'first'.",
            Assert.Throws<ArgumentException>(() => Diagnose(new() { Checkpoint = "first" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_shows_what_it_has_measured()
    {
        var captured = new Captured();
        Assert.Equal(ExitCode.Ok, captured.Run("diagnose", _run.FullPath, "--shapley", "--probe"));
        Assert.Contains("checkpoint\nlinear probe, fitted on 80 samples, accuracy:\n", captured.Out, StringComparison.Ordinal);
        Assert.Contains("contribution to the fused accuracy, 50 test samples:\n", captured.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("noise", captured.Out, StringComparison.Ordinal);
        Assert.EndsWith("diagnostics.json\n", captured.Out, StringComparison.Ordinal);

        captured = new Captured();
        Assert.Equal(ExitCode.Ok, captured.Run("diagnose", _run.FullPath));
        Assert.Contains("gradient noise, 5 mini-batches of 16:\n", captured.Out, StringComparison.Ordinal);
        Assert.Contains("loss around the solution, 80 train samples:\n", captured.Out, StringComparison.Ordinal);
        Assert.All(captured.Out.Split('\n').Skip(1).Where(line => !line.StartsWith("Kept", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void As_json_the_command_prints_the_file_and_nothing_else()
    {
        var captured = new Captured();
        Assert.Equal(ExitCode.Ok, captured.Run("diagnose", _run.FullPath, "--shapley", "--json"));
        Assert.Equal(File.ReadAllText(_run.DiagnosticsFile), captured.Out);
        Assert.Contains("\"shapley\"", captured.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    public void A_limit_that_is_no_number_of_samples_is_refused(string limit)
    {
        var captured = new Captured();
        Assert.Equal(ExitCode.BadInput, captured.Run("diagnose", _run.FullPath, "--limit", limit));
        Assert.Contains($"--limit must be an integer of at least 1; got '{limit}'.", captured.Error, StringComparison.Ordinal);
    }

    private DiagnosisResult Diagnose(DiagnosisRequest request) =>
        Diagnosis.Run(_run, request, _told.Add, TestContext.Current.CancellationToken);
}
