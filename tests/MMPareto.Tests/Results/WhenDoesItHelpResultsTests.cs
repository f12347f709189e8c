using MMPareto.Experiments.Maps;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Results;

/// <summary>The tables of docs/results/when-does-it-help are computed from the comparisons kept beside them.</summary>
public class WhenDoesItHelpResultsTests
{
    private static readonly string Kept = ResultsPage.Folder("when-does-it-help");

    /// <summary>Grids of the page, by how their titles begin.</summary>
    [Theory]
    [InlineData("What pays")]
    [InlineData("mmpareto vs uniform-scaled")]
    [InlineData("uniform-scaled vs uniform")]
    [InlineData("mmpareto vs pareto")]
    [InlineData("mmpareto vs uniform:")]
    [InlineData("Steps with gradients in conflict under mmpareto")]
    public void A_table_of_the_page_is_that_of_the_map(string title)
    {
        var tables = MapTables.Of(MapFile.Read(Kept));
        var table = tables.Tables.Single(each => each.Title.StartsWith(title, StringComparison.Ordinal));
        foreach (var row in table.Rows) ResultsPage.AssertHolds(Path.Combine(Kept, "README.md"), row.Select(cell => cell.Text));
    }

    [Fact]
    public void Differences_of_the_map_are_those_of_the_runs_of_each_place()
    {
        var map = MapFile.Read(Kept);
        Assert.Equal(25, map.Cells.Count);
        Assert.Equal(8, map.Seeds.Count);
        foreach (var cell in map.Cells)
        {
            var comparison = ComparisonFile.Read(Path.Combine(Kept, cell.Folder));
            foreach (var pair in cell.Pairs)
            {
                double[] Of(string method) =>
                    [.. comparison.Methods.Single(each => each.Name == method).Runs.Select(run => run.Accuracy[comparison.Main])];
                var test = PairedTest.Of([.. Of(pair.Method).Zip(Of(pair.Against), (a, b) => a - b)], 0.95);
                Assert.Equal(test.Mean, pair.Difference!.Mean, 1e-12);
                Assert.Equal(test.Interval!.Low, pair.Difference.PairedInterval!.Low, 1e-12);
            }
        }
    }
}
