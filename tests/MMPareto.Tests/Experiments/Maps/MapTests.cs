using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Maps;
using MMPareto.Reports;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Experiments.Comparisons;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments.Maps;

public sealed class MapTests : IDisposable
{
    private const int Seeds = 5;
    private static readonly string[] Dials = ["data.opposition=1,2", "method.unimodal_weight=0.5,1,3"];
    private readonly TemporaryFolder _folder = new();

    private string Out => Path.Combine(_folder.FullPath, "map");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_combination_is_a_place_with_a_comparison_of_its_own()
    {
        var plan = Plan();
        Assert.Equal(
            [
                "cells/data.opposition=1,method.unimodal_weight=0.5", "cells/data.opposition=1,method.unimodal_weight=1", "cells/data.opposition=1,method.unimodal_weight=3",
                "cells/data.opposition=2,method.unimodal_weight=0.5", "cells/data.opposition=2,method.unimodal_weight=1", "cells/data.opposition=2,method.unimodal_weight=3",
            ],
            plan.Cells.Select(cell => cell.Folder));
        Assert.All(plan.Cells, cell => Assert.Equal(["uniform", "uniform-scaled", "pareto", "mmpareto"], cell.Comparison.Methods.Select(method => method.Name)));
        var config = plan.Cells[5].Comparison.Methods[3].Config!;
        Assert.Equal((2.0, 3.0), (config.GetNumber("data.opposition"), config.GetNumber("method.unimodal_weight")));
        var (map, launcher) = Run(plan);
        Assert.Equal(6 * 4 * Seeds, launcher.Launched.Length);
        Assert.Equal(["1", "0.5"], map.Cells[0].Values);
        Assert.Equal(0.5 + (0.005 * 2), map.Cells[0].Accuracy["uniform"].Mean, 1e-9);
        Assert.Equal(map.Cells[3].Pairs[0].Difference, MapFile.Read(Out).Cells[3].Pairs[0].Difference);
        Assert.True(File.Exists(Path.Combine(Out, "cells", "data.opposition=2,method.unimodal_weight=3", ComparisonFile.Name)));
    }

    /// <summary>At one place the direction pays, at one it costs, at one only the length pays, at the others nothing does.</summary>
    [Fact]
    public void Each_place_says_what_pays()
    {
        var (map, _) = Run(Plan());
        Assert.Equal(
            [MapRegion.Direction, MapRegion.Costs, MapRegion.Length, MapRegion.Nothing, MapRegion.Nothing, MapRegion.Nothing],
            map.Cells.Select(cell => cell.Region));
        var tables = MarkdownTables.Write(MapTables.Of(map));
        Assert.Contains("| 1 | direction | costs | length |", tables, StringComparison.Ordinal);
        var csv = File.ReadAllLines(Path.Combine(Out, "map.csv"));
        Assert.Equal(1 + (6 * 4), csv.Length);
        Assert.StartsWith("1,0.5,mmpareto,uniform-scaled,5,", csv[1], StringComparison.Ordinal);
        Assert.EndsWith(",higher,direction", csv[1], StringComparison.Ordinal);
    }

    /// <summary>Holm's correction counts the places: the smallest of six p-values times six.</summary>
    [Fact]
    public void P_values_are_corrected_for_the_number_of_places()
    {
        var (map, _) = Run(Plan());
        var of = map.Cells.Select(cell => cell.Pairs[0].Difference!).Where(difference => difference.PValue is not null).ToArray();
        var smallest = of.MinBy(difference => difference.PValue)!;
        Assert.Equal(6, of.Length);
        Assert.Equal(6 * smallest.PValue!.Value, smallest.HolmPValue!.Value, 1e-12);
    }

    [Fact]
    public void Started_again_it_trains_nothing_and_its_report_shows_every_chart()
    {
        Run(Plan());
        var before = File.ReadAllText(Path.Combine(Out, MapFile.Name));
        var (_, launcher) = Run(Plan());
        Assert.Empty(launcher.Launched);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Out, MapFile.Name)));
        var report = Report.Read(Out);
        Assert.Equal(
            [
                "regions", "difference-mmpareto-uniform-scaled", "difference-uniform-scaled-uniform", "difference-mmpareto-pareto",
                "difference-mmpareto-uniform", "accuracy-uniform", "accuracy-uniform-scaled", "accuracy-pareto", "accuracy-mmpareto",
            ],
            report.Plots.Select(plot => plot.Name).Where(name => !name.StartsWith("conflict", StringComparison.Ordinal)));
        var html = report.ToHtml();
        Assert.Contains("Direction, 1 of 6 places: 1 / 0.5.", html, StringComparison.Ordinal);
        Assert.Contains("Costs, 1 of 6 places: 1 / 1.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_methods_are_held_against_the_first_and_have_no_regions()
    {
        var plan = MapPlanner.Plan(Request() with { Methods = ["joint", "uniform"] }, ["data.opposition=1,2"]);
        var (map, _) = Run(plan);
        Assert.Equal(["uniform joint"], map.Cells[0].Pairs.Select(pair => $"{pair.Method} {pair.Against}"));
        Assert.All(map.Cells, cell => Assert.Null(cell.Region));
        Assert.Contains("Regions: not measured.", Report.Read(Out).ToHtml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--over: the option must be given once or twice; got none.")]
    [InlineData("--over: the option must be given once or twice; got 3.", "data.noise=1", "data.signal=1", "data.features=8")]
    [InlineData("--over data.nois: data.nois must be a known setting; got an unknown name. Did you mean 'data.noise'?", "data.nois=1,2")]
    [InlineData("--over training.seed: training.seed must be a setting that makes the problem another one; got one that all places share.", "training.seed=1,2")]
    [InlineData("--over data.opposition: data.opposition must be a number from 0 to 10; got '-1'.", "data.opposition=-1,2")]
    [InlineData("--over training.epochs: training.epochs must be a setting that nothing else gives; got it in --set, --tune or an option of its own.", "training.epochs=1,2")]
    public void What_is_wrong_with_the_dials_is_told(string expected, params string[] over) => Assert.Contains(
        Assert.Throws<ConfigException>(() => MapPlanner.Plan(Request(), over)).Problems, problem => problem.ToString() == expected);

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "mine.txt"), "mine");
        Assert.StartsWith("--out: the folder must be a new one, an empty one, or that of a map", Assert.Throws<ConfigException>(() => Run(Plan())).Message, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName));
    }

    [Fact]
    public void A_refused_method_is_a_note_at_each_place()
    {
        var plan = MapPlanner.Plan(Request() with { Methods = ["uniform", "uniform-scaled", "mmpareto"] }, ["data.opposition=1,2"]);
        var launcher = new FakeLauncher
        {
            Instead = config => config.GetText("method.name") == "mmpareto"
                ? new(MMPareto.Experiments.Comparisons.Launching.LaunchState.Refused, Message: "it cannot") : null,
        };
        using var recorder = new Recorder();
        var map = Map.Run(plan, Out, launcher, 1, recorder, TestContext.Current.CancellationToken);
        Assert.All(map.Cells, cell => Assert.Equal(["mmpareto cannot train this model: it cannot"], cell.Notes));
        Assert.All(map.Cells, cell => Assert.Null(cell.Region));
    }

    private static ComparisonRequest Request() => new() { What = "playground", SeedCount = Seeds, Settings = ["training.epochs=2", "data.limit=60"] };

    private static MapPlan Plan() => MapPlanner.Plan(Request(), Dials);

    private (MapRecord Map, FakeLauncher Launcher) Run(MapPlan plan)
    {
        var launcher = new FakeLauncher { Samples = 200, Right = Right };
        using var recorder = new Recorder();
        return (Map.Run(plan, Out, launcher, 1, recorder, TestContext.Current.CancellationToken), launcher);
    }

    /// <summary>Right answers of 200: 100 and the seed's own luck, and what the place gives or takes.</summary>
    private static int Right(ConfigValues config)
    {
        var (method, seed) = (config.GetText("method.name"), config.GetInteger("training.seed"));
        var isQuiet = config.GetNumber("data.opposition") == 1;
        var gain = (isQuiet, config.GetNumber("method.unimodal_weight"), method) switch
        {
            (true, 0.5, "mmpareto") => 40,
            (true, 1.0, "mmpareto") => -40,
            (true, 3.0, "mmpareto" or "uniform-scaled") => 40,
            _ => 0,
        };
        var luck = method == "mmpareto" ? seed % 2 : method == "uniform-scaled" ? seed % 3 : 0;
        return 100 + seed + gain + luck;
    }
}
