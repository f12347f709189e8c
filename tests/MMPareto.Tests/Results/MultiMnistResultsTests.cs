using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Results;

/// <summary>The tables of docs/results/multi-mnist are computed from the runs kept beside them.</summary>
public class MultiMnistResultsTests
{
    private static readonly string[] Methods = ["uniform", "uniform-scaled", "pareto", "mmpareto", "gradnorm", "pcgrad", "metabalance"];
    private static readonly string Kept = ResultsPage.Folder("multi-mnist");

    public static TheoryData<string, string> Rows => [.. from folder in new[] { "clean", "noise" } from method in Methods select (folder, method)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_of_the_table_is_that_of_the_kept_runs(string folder, string method)
    {
        var (runs, baseline) = (Runs(folder, method), Runs(folder, "uniform"));
        Assert.Equal([0L, 1L, 2L], runs.Select(run => run.Seed));
        var test = PairedTest.Of([.. runs.Zip(baseline, (run, other) => run.Test.Fused.Main - other.Test.Fused.Main)], 0.95);
        string[] cells =
        [
            method, ResultsPage.Cell(runs, run => run.Test.Fused.Main), ResultsPage.Cell(runs, run => run.Test.Tasks!["left"].Main),
            ResultsPage.Cell(runs, run => run.Test.Tasks!["right"].Main), ResultsPage.Text(runs.Average(run => run.Encoders["trunk"].ConflictRate!.Value)),
            .. method == "uniform" ? (string[])["–", "–"] :
            [
                ResultsPage.Difference(test),
                ComparisonFile.Read(Path.Combine(Kept, folder)).Methods.Single(each => each.Name == method).Difference!.Verdict,
            ],
        ];
        ResultsPage.AssertHolds(Path.Combine(Kept, "README.md"), cells);
    }

    [Theory]
    [InlineData("clean", 0)]
    [InlineData("noise", 0.5)]
    public void Every_method_was_tuned_on_the_same_grid_and_ran_on_all_images(string folder, double noise)
    {
        var comparison = ComparisonFile.Read(Path.Combine(Kept, folder));
        Assert.Equal(Methods, comparison.Methods.Select(method => method.Name));
        Assert.All(comparison.Methods, method =>
        {
            Assert.Equal(
                ["optimizer.learning_rate=0.003", "optimizer.learning_rate=0.01", "optimizer.learning_rate=0.03"],
                method.Tuning!.Candidates.Select(candidate => Assert.Single(candidate.Settings)));
            var config = ConfigReader.ReadFile(Open(folder, method.Name, 0).ConfigFile, ExperimentSchema.Schema, []);
            Assert.Equal((0, 10, noise), (config.GetInteger("data.limit"), config.GetInteger("training.epochs"), config.GetNumber("data.noise_right")));
            Assert.Equal(Assert.Single(method.Tuning.Chosen), FormattableString.Invariant($"optimizer.learning_rate={config.GetNumber("optimizer.learning_rate")}"));
        });
    }

    private static SummaryRecord[] Runs(string folder, string method) =>
        [.. Enumerable.Range(0, 3).Select(seed => new RunReader(Open(folder, method, seed)).ReadSummary())];

    private static RunFolder Open(string folder, string method, int seed) =>
        RunFolder.Open(Path.Combine(Kept, folder, "runs", string.Create(CultureInfo.InvariantCulture, $"{method}-s{seed}")));
}
