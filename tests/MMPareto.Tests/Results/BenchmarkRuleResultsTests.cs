using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Tests.Results;

/// <summary>The table of docs/results/benchmark-rule is computed from the runs kept beside it.</summary>
public class BenchmarkRuleResultsTests
{
    private static readonly string Kept = ResultsPage.Folder("benchmark-rule");

    [Theory]
    [InlineData("adamw", "AdamW", "uniform", "uniform")]
    [InlineData("adamw", "AdamW", "uniform-scaled", "the rule: uniform × 3")]
    [InlineData("adamw", "AdamW", "mmpareto", "mmpareto")]
    [InlineData("sgd", "SGD", "uniform", "uniform")]
    [InlineData("sgd", "SGD", "uniform-scaled", "the rule: uniform × 3")]
    [InlineData("sgd", "SGD", "mmpareto", "mmpareto")]
    public void A_row_of_the_table_is_that_of_the_kept_runs(string optimizer, string name, string method, string title)
    {
        SummaryRecord[] runs = [.. Enumerable.Range(0, 3).Select(seed => Folder(optimizer, method, seed)).Select(folder => new RunReader(folder).ReadSummary())];
        Assert.Equal([0L, 1L, 2L], runs.Select(run => run.Seed));
        string[] cells =
        [
            name, title, ResultsPage.Cell(runs, run => run.Test.Fused.Main), ResultsPage.Cell(runs, run => run.Test.Modalities["gray"].Main),
            ResultsPage.Cell(runs, run => run.Test.Modalities["colour"].Main),
            ResultsPage.Text(runs.Average(run => run.Encoders["gray"].ConflictRate!.Value)), ResultsPage.Text(runs.Average(run => run.Encoders["colour"].ConflictRate!.Value)),
        ];
        ResultsPage.AssertHolds(Path.Combine(Kept, "README.md"), cells);
    }

    [Theory]
    [InlineData("adamw", "uniform-scaled", 3)]
    [InlineData("adamw", "mmpareto", 1.5)]
    [InlineData("sgd", "uniform-scaled", 3)]
    [InlineData("sgd", "mmpareto", 1.5)]
    public void Gamma_multiplies_the_gradients_on_all_images(string optimizer, string method, double gamma)
    {
        var config = ConfigReader.ReadFile(Folder(optimizer, method, 0).ConfigFile, ExperimentSchema.Schema, []);
        Assert.Equal((optimizer, "gradient", gamma, 0), (config.GetText("optimizer.name"), config.GetText("method.gamma_acts_on"),
            config.GetNumber("method.gamma"), config.GetInteger("data.limit")));
    }

    private static RunFolder Folder(string optimizer, string method, int seed) =>
        RunFolder.Open(Path.Combine(Kept, "runs", string.Create(CultureInfo.InvariantCulture, $"{optimizer}-{method}-s{seed}")));
}
