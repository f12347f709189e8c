using MMPareto.Cli.Display;
using MMPareto.Runs;

namespace MMPareto.Tests.Cli;

public class EpochTableTests
{
    [Fact]
    public void Two_modalities_fit_80_columns_in_full()
    {
        string[] names = ["gray", "coloured"];
        var table = new EpochTable(SomeRun.Plan(names), 80, Symbols.Unicode);
        Assert.Equal(
            [
                "       train   validation accuracy, %  in conflict, %",
                "epoch    loss  fused   gray  coloured   gray  coloured    time",
                " 7/50  0.4322   91.2  100.0     100.0   23.4      23.4  12.3 s *",
            ],
            [.. table.Heading, table.Row(SomeRun.Epoch(0.234, names), SomeRun.Timing, isBest: true)]);
    }

    [Fact]
    public void Tasks_have_a_mean_in_place_of_a_fused_head_and_one_trunk()
    {
        var plan = SomeRun.Plan("image") with { Heads = ["left", "right"], Groups = ["trunk"], IsMultitask = true };
        var epoch = SomeRun.Epoch(0.234, "trunk");
        var scores = SomeRun.Scores("left", "right");
        var table = new EpochTable(plan, 80, Symbols.Unicode);
        Assert.Equal(
            [
                "       train   validation accuracy, %  in conflict, %",
                "epoch    loss      mean   left  right           trunk    time",
                " 7/50  0.4322      91.2  100.0  100.0            23.4  12.3 s *",
            ],
            [.. table.Heading, table.Row(
                epoch with { Validation = scores with { Modalities = new Dictionary<string, ScoreRecord>(), Tasks = scores.Modalities } },
                SomeRun.Timing, isBest: true)]);
    }

    [Fact]
    public void What_was_not_measured_is_a_dash()
    {
        Assert.EndsWith("–      –  12.3 s", Row(Symbols.Unicode), StringComparison.Ordinal);
        Assert.EndsWith("-      -  12.3 s", Row(Symbols.Ascii), StringComparison.Ordinal);

        static string Row(Symbols symbols) => new EpochTable(SomeRun.Plan("m1", "m2"), 80, symbols)
            .Row(SomeRun.Epoch(null, "m1", "m2"), SomeRun.Timing, isBest: false);
    }

    [Theory]
    [InlineData("m1", "m2", "m3", "m4", "m5", "m6")]
    [InlineData("front camera", "rear camera", "microphone", "thermometer", "lidar", "notes")]
    public void Six_modalities_fit_80_columns_with_a_mean_of_conflict(params string[] names)
    {
        var table = new EpochTable(SomeRun.Plan(names), 80, Symbols.Unicode);
        var row = table.Row(SomeRun.Epoch(0.5, names), SomeRun.Timing, isBest: true);
        Assert.All([.. table.Heading, row], line => Assert.True(line.Length < 80, line));
        Assert.Contains("mean", table.Heading[1], StringComparison.Ordinal);
        Assert.Contains("50.0", row, StringComparison.Ordinal);
    }
}
