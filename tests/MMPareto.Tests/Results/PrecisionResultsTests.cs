using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs;

namespace MMPareto.Tests.Results;

/// <summary>The table of docs/results/precision is computed from the runs kept there.</summary>
public class PrecisionResultsTests
{
    private static readonly string Kept = ResultsPage.Folder("precision");

    [Theory]
    [InlineData("fp32")]
    [InlineData("bf16")]
    public void A_row_of_the_table_is_that_of_the_kept_runs(string precision)
    {
        var (runs, full) = (Runs(precision), Runs("fp32"));
        var test = PairedTest.Of([.. runs.Zip(full, (run, other) => run.Test.Fused.Main - other.Test.Fused.Main)], 0.95);
        ResultsPage.AssertHolds(Path.Combine(Kept, "README.md"),
        [
            precision, ResultsPage.Cell(runs, run => run.Test.Fused.Main),
            ResultsPage.Cell(runs, run => run.Test.Modalities["gray"].Main), ResultsPage.Cell(runs, run => run.Test.Modalities["colour"].Main),
            precision == "fp32" ? "–" : ResultsPage.Difference(test),
        ]);
    }

    private static SummaryRecord[] Runs(string precision) => [.. Enumerable.Range(0, 5).Select(seed =>
    {
        var folder = RunFolder.Open(Path.Combine(Kept, precision, "runs", string.Create(CultureInfo.InvariantCulture, $"mmpareto-s{seed}")));
        var reader = new RunReader(folder);
        Assert.Equal(precision, reader.ReadEnvironment().Precision);
        var config = ConfigReader.ReadFile(folder.ConfigFile, ExperimentSchema.Schema, []);
        Assert.Equal((20_000, 4, precision), (config.GetInteger("data.limit"), config.GetInteger("training.epochs"), config.GetText("training.precision")));
        return reader.ReadSummary();
    })];
}
