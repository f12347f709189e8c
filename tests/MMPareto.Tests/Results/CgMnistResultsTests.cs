using System.Globalization;
using System.Runtime.CompilerServices;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Tests.Results;

/// <summary>The table in the README is computed from the runs kept under docs/results, here and nowhere else.</summary>
public class CgMnistResultsTests
{
    private static readonly string[] Methods = ["joint", "uniform", "uniform-scaled", "pareto", "mmpareto"];
    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFolder(), "../../.."));
    private static readonly string Kept = Path.Combine(Root, "docs/results/cg-mnist");

    [Fact]
    public void The_table_in_the_README_is_that_of_the_kept_runs()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var expected = string.Join('\n', Methods.Select(Row));
        Assert.True(readme.Contains(expected, StringComparison.Ordinal), $"README.md must hold these rows:\n{expected}");
    }

    [Fact]
    public void Every_method_has_three_seeds_on_all_images_with_the_rate_that_its_tuning_chose()
    {
        foreach (var method in Methods)
        {
            var runs = RunsOf("runs", method);
            Assert.Equal([0L, 1L, 2L], runs.Select(run => run.Summary.Seed).Order());
            Assert.All(runs, run =>
            {
                Assert.Equal(0, run.Config.GetInteger("data.limit"));
                Assert.Equal(runs[0].Config.GetInteger("training.epochs"), run.Summary.Epochs);
                Assert.Equal(RunStatus.Finished, run.Summary.Status);
                Assert.Equal(TunedRate(method), run.Config.GetNumber("optimizer.learning_rate"));
            });
        }
    }

    [Fact]
    public void Tuning_gave_every_method_the_same_rates_images_epochs_and_seed()
    {
        foreach (var method in Methods)
        {
            var runs = RunsOf("tuning", method);
            Assert.Equal([0.01, 0.03, 0.1, 0.3], runs.Select(run => run.Config.GetNumber("optimizer.learning_rate")).Order());
            Assert.All(runs, run => Assert.Equal(
                (20000, 2, 0),
                (run.Config.GetInteger("data.limit"), run.Config.GetInteger("training.epochs"), run.Config.GetInteger("training.seed"))));
        }
    }

    private static string Row(string method)
    {
        var runs = RunsOf("runs", method);
        string Cell(Func<SummaryRecord, double> value) => Cells([.. runs.Select(run => value(run.Summary))]);
        return string.Create(CultureInfo.InvariantCulture, $"| {method} | {TunedRate(method)} ")
            + string.Join(' ',
                Cell(s => s.Test.Fused.Accuracy), Cell(s => s.Test.Modalities["gray"].Accuracy), Cell(s => s.Test.Modalities["colour"].Accuracy),
                Cell(s => s.Last.Test.Fused.Accuracy), Cell(s => s.Last.Test.Modalities["gray"].Accuracy),
                Cell(s => s.Last.Test.Modalities["colour"].Accuracy)) + " |";
    }

    /// <summary>Mean ± standard deviation over seeds (n − 1), in percent.</summary>
    private static string Cells(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"| {100 * mean:0.0} ± {100 * deviation:0.0}");
    }

    /// <summary>The rate with the best validation accuracy of the fused output; of equals the lowest.</summary>
    private static double TunedRate(string method) => RunsOf("tuning", method)
        .OrderByDescending(run => run.Summary.Validation.Fused.Accuracy)
        .ThenBy(run => run.Config.GetNumber("optimizer.learning_rate"))
        .First().Config.GetNumber("optimizer.learning_rate");

    private static List<(SummaryRecord Summary, ConfigValues Config)> RunsOf(string kind, string method)
    {
        var readers = Directory.GetFiles(Path.Combine(Kept, kind), "summary.json", SearchOption.AllDirectories).Order()
            .Select(file => RunFolder.Open(Path.GetDirectoryName(file)!))
            .Select(folder => (Summary: new RunReader(folder).ReadSummary(),
                Config: ConfigReader.ReadFile(folder.ConfigFile, ExperimentSchema.Schema, [])));
        return [.. readers.Where(run => run.Summary.Method == method)];
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
