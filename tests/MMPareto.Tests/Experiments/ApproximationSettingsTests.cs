using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;
using MMPareto.Training.Methods.Gradient;

namespace MMPareto.Tests.Experiments;

/// <summary>Approximations from a configuration to a run folder.</summary>
public class ApproximationSettingsTests
{
    [Theory]
    [InlineData("mmpareto~features", "method.gradient=features")]
    [InlineData("mmpareto~refresh10", "method.refresh=10")]
    [InlineData("mmpareto~features-refresh10", "method.gradient=features", "method.refresh=10")]
    public void A_run_carries_the_approximation_in_its_name_and_notes(string name, params string[] settings)
    {
        using var runs = new TemporaryFolder();
        var observer = new RecordingObserver();
        var result = Experiment.Run(
            PlaygroundRun.Read([.. settings, "training.epochs=1"]), runs.FullPath, "", observer, new ManualClock(), TestContext.Current.CancellationToken);
        Assert.Equal(name, result.Summary!.Method);
        Assert.Equal(name, observer.Plan!.Method);
        Assert.Contains($"-{name}-s0", result.Folder.Name, StringComparison.Ordinal);
        Assert.Equal(settings.Length, result.Summary.Notes.Count(note => note.StartsWith("approximation: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void At_their_defaults_the_method_is_the_exact_one()
    {
        var config = PlaygroundRun.Read("method.gradient=exact", "method.refresh=1");
        using var method = MethodBuilder.EntryOf(config).Build(config);
        Assert.IsType<GradientIntegration>(method);
        Assert.Equal("mmpareto", method.Name);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var e = Assert.Throws<ConfigException>(() => PlaygroundRun.Read(
            "method.gradient=features", "training.micro_batches=4", "method.refresh=0", "training.batch_size=3"));
        Assert.Equal(
        [
            "--set method.refresh must be an integer of at least 1; got '0'.",
            "--set training.micro_batches must be at most training.batch_size; got 4 with a batch size of 3.",
            "--set training.micro_batches must be 1 where method.gradient is features, whose weights need the whole batch at once; got 4.",
        ], e.Problems.Select(problem => problem.ToString()));
        Assert.StartsWith(
            "--set method.gradient must be left out unless method.name is pareto or mmpareto",
            Assert.Throws<ConfigException>(() => PlaygroundRun.Read("method.name=uniform", "method.gradient=features")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mmpareto-official", "method.gradient=features", "needs the gradients of each parameter tensor, of which an approximation knows no more than weights of whole rows (set method.gradient to exact)")]
    [InlineData("gradnorm", "method.refresh=10", "learns its weights from step to step, which leaves no step out (set method.refresh to 1)")]
    public void A_rule_that_cannot_be_approximated_is_refused_before_a_folder_is_made(string method, string setting, string reason)
    {
        using var runs = new TemporaryFolder();
        var e = Assert.Throws<ConfigException>(() => Experiment.Run(
            PlaygroundRun.Read($"method.name={method}", setting), runs.FullPath, "", new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken));
        Assert.Equal($"--set method.name must be a method that can train this model; got {method}, which {reason}.", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(runs.FullPath));
    }
}
