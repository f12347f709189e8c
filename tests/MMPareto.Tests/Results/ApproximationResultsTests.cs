using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Results;

/// <summary>The table of docs/results/approximations is computed from the runs kept there, once there are any.</summary>
public class ApproximationResultsTests
{
    private const string Exact = "mmpareto";
    private const string StillToBeMade = "**The runs are still to be made**";
    private static readonly string Kept = ResultsPage.Folder("approximations");
    private static readonly string Page = Path.Combine(Kept, "README.md");

    public static TheoryData<string> Methods => ["uniform", Exact, "mmpareto~features", "mmpareto~refresh10"];

    private static bool HasRuns => File.Exists(Path.Combine(Kept, "comparison.json"));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_row_of_the_table_is_that_of_the_kept_runs_and_without_runs_there_is_none(string method)
    {
        Assert.Equal(!HasRuns, File.ReadAllText(Page).Contains(StillToBeMade, StringComparison.Ordinal));
        if (!HasRuns)
        {
            Assert.DoesNotContain($"\n| {method} |", File.ReadAllText(Page), StringComparison.Ordinal);
            return;
        }
        var (runs, exact, comparison) = (Runs(method), Runs(Exact), ComparisonFile.Read(Kept));
        var pair = comparison.Pairs.FirstOrDefault(each => each.Method == method && each.Against == Exact);
        var test = PairedTest.Of([.. runs.Zip(exact, (run, other) => run.Test.Fused.Main - other.Test.Fused.Main)], 0.95);
        ResultsPage.AssertHolds(Page,
        [
            method, Config(method).GetNumber("optimizer.learning_rate").ToString(CultureInfo.InvariantCulture), ResultsPage.Cell(runs, run => run.Test.Fused.Main),
            ResultsPage.Cell(runs, run => run.Test.Modalities["gray"].Main), ResultsPage.Cell(runs, run => run.Test.Modalities["colour"].Main),
            .. method == Exact ? ["–", "–"] : (string[])[ResultsPage.Difference(test), pair?.Difference!.Verdict ?? "–"],
        ]);
        Assert.All(runs, run => Assert.Equal(method, run.Method));
        Assert.Equal((20_000, 4), (Config(method).GetInteger("data.limit"), Config(method).GetInteger("training.epochs")));
    }

    private static ConfigValues Config(string method) => ConfigReader.ReadFile(Open(method, 0).ConfigFile, ExperimentSchema.Schema, []);

    private static SummaryRecord[] Runs(string method) => [.. Enumerable.Range(0, 3).Select(seed => new RunReader(Open(method, seed)).ReadSummary())];

    private static RunFolder Open(string method, int seed) =>
        RunFolder.Open(Path.Combine(Kept, "runs", string.Create(CultureInfo.InvariantCulture, $"{method}-s{seed}")));
}
