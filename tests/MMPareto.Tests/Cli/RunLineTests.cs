using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Tests.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Cli;

public class RunLineTests
{
    private static readonly ConfigValues Config = ConfigReader.Read("", "test", ExperimentSchema.Schema, []);

    /// <summary>Who sees test scores of settings while they are chosen, chooses by them.</summary>
    [Theory]
    [InlineData(false, "mmpareto, seed 0: 81.25 % on test")]
    [InlineData(true, "mmpareto, seed 0: 75.50 % on validation")]
    public void A_run_of_the_tuning_tells_nothing_of_test(bool isTrial, string expected)
    {
        using var place = new TemporaryFolder();
        var folder = RunFolder.Create(place["runs"], "a", new FixedClock());
        using (var writer = new RunWriter(folder))
        {
            writer.WriteSummary(SomeRecords.Summary with { Test = Scores(0.8125), Validation = Scores(0.755) });
        }
        Assert.Equal(expected, RunLine.Text(Task(isTrial), new(new FinishedRun("runs/a", folder))));
    }

    [Fact]
    public void What_kept_a_run_from_a_score_is_told()
    {
        Assert.Equal("mmpareto, seed 0: failed, the disk is full", RunLine.Text(Task(false), new(Failure: "the disk is full")));
        Assert.Equal("mmpareto, seed 0: refused, it needs two", RunLine.Text(Task(false), new(Refusal: "it needs two")));
    }

    private static RunTask Task(bool isTrial) => new("mmpareto", "mmpareto, seed 0", "runs/a", Config) { IsTrial = isTrial };

    private static EvaluationRecord Scores(double accuracy) => new()
    {
        Fused = new() { Accuracy = accuracy, MacroF1 = 0 },
        Modalities = new Dictionary<string, ScoreRecord>(),
    };
}
