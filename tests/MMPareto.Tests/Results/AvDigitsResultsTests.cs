using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Results;

/// <summary>The tables of docs/results/av-digits are computed from the runs kept there.</summary>
public class AvDigitsResultsTests
{
    private static readonly string Kept = ResultsPage.Folder("av-digits");
    private static readonly ComparisonRecord Comparison = ComparisonFile.Read(Kept);

    public static TheoryData<string> Methods => ["joint", "uniform", "uniform-scaled", "mmpareto"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_row_of_the_tables_is_that_of_the_kept_runs(string method)
    {
        var (runs, baseline) = (Runs(method), Runs("uniform"));
        Assert.Equal([0L, 1L, 2L], runs.Select(run => run.Seed));
        var record = Comparison.Methods.Single(each => each.Name == method);
        var difference = PairedTest.Of([.. runs.Zip(baseline, (run, other) => run.Test.Fused.Main - other.Test.Fused.Main)], 0.95);
        ResultsPage.AssertHolds(Path.Combine(Kept, "README.md"),
        [
            method, Config(method, 0).GetNumber("optimizer.learning_rate").ToString(CultureInfo.InvariantCulture), ResultsPage.Cell(runs, run => run.Test.Fused.Main),
            ResultsPage.Cell(runs, run => run.Test.Modalities["image"].Main), ResultsPage.Cell(runs, run => run.Test.Modalities["sound"].Main),
            ResultsPage.Cell(runs, run => run.Last.Test.Fused.Main), Conflict(runs, "image"), Conflict(runs, "sound"),
            .. method == "uniform" ? ["–", "–"] : (string[])[ResultsPage.Difference(difference), record.Difference!.Verdict],
        ]);
        var candidates = record.Tuning!.Candidates;
        var best = candidates.Max(candidate => candidate.ValidationAccuracy);
        ResultsPage.AssertHolds(Path.Combine(Kept, "README.md"), [method, .. candidates.Select(candidate =>
            candidate.ValidationAccuracy == best ? $"**{ResultsPage.Text(best!.Value)}**" : ResultsPage.Text(candidate.ValidationAccuracy!.Value))]);
    }

    [Fact]
    public void Every_method_was_tuned_on_the_same_rates_and_ran_on_all_pairs()
    {
        Assert.Equal(Methods.Select(row => row.Data), Comparison.Methods.Select(method => method.Name));
        Assert.All(Comparison.Methods, method =>
        {
            Assert.Equal(
                ["optimizer.learning_rate=0.03", "optimizer.learning_rate=0.1", "optimizer.learning_rate=0.3"],
                method.Tuning!.Candidates.Select(candidate => Assert.Single(candidate.Settings)));
            for (var seed = 0; seed < 3; seed++)
            {
                var config = Config(method.Name, seed);
                Assert.Equal((10_000, 0.5, 0, 5), (config.GetInteger("data.pairs"), config.GetNumber("data.sound_noise"), config.GetInteger("data.limit"), config.GetInteger("training.epochs")));
                Assert.Equal(Assert.Single(method.Tuning.Chosen), FormattableString.Invariant($"optimizer.learning_rate={config.GetNumber("optimizer.learning_rate")}"));
            }
        });
    }

    private static string Conflict(SummaryRecord[] runs, string encoder) =>
        runs.All(run => run.Encoders[encoder].ConflictRate is not null) ? ResultsPage.Text(runs.Average(run => run.Encoders[encoder].ConflictRate!.Value)) : "–";

    private static ConfigValues Config(string method, int seed) => ConfigReader.ReadFile(Open(method, seed).ConfigFile, ExperimentSchema.Schema, []);

    private static SummaryRecord[] Runs(string method) => [.. Enumerable.Range(0, 3).Select(seed => new RunReader(Open(method, seed)).ReadSummary())];

    private static RunFolder Open(string method, int seed) =>
        RunFolder.Open(Path.Combine(Kept, "runs", string.Create(CultureInfo.InvariantCulture, $"{method}-s{seed}")));
}
