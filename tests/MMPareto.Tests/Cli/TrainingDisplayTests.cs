using System.Text.RegularExpressions;
using MMPareto.Cli.Display;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Cli;

public partial class TrainingDisplayTests
{
    [Fact]
    public void A_live_display_keeps_heading_rows_and_notes_and_clears_its_progress()
    {
        var captured = new Captured(live: true);
        var display = new LiveDisplay(captured.Terminal, TimeProvider.System);
        var outcome = display.Show(observer =>
        {
            observer.Note("Fetching.");
            observer.RunStarted(SomeRun.Plan("gray", "coloured"));
            observer.StepFinished(7, 1);
            observer.EpochFinished(SomeRun.Epoch(0.1, "gray", "coloured"), SomeRun.Timing, isBest: true);
            return 42;
        });
        Assert.Equal((42, 10000), (outcome, display.TestCount));
        var text = EscapeSequences().Replace(captured.Out, "");
        Assert.Contains("Fetching.", text, StringComparison.Ordinal);
        Assert.Contains("in conflict, %", text, StringComparison.Ordinal);
        Assert.Contains("epoch 7/50 ", text, StringComparison.Ordinal);
        Assert.Contains(" 7/50  0.4322   91.2", text, StringComparison.Ordinal);
        Assert.EndsWith("\e[?25h", captured.Out, StringComparison.Ordinal); // the cursor is back
    }

    [Fact]
    public void No_colours_are_written_unless_they_are_wanted()
    {
        var captured = new Captured(live: true);
        new LiveDisplay(captured.Terminal, TimeProvider.System).Show(observer =>
        {
            observer.RunStarted(SomeRun.Plan("gray"));
            return 0;
        });
        Assert.DoesNotMatch(@"\e\[[0-9;]*(3[0-9]|4[0-9]|38;5)[0-9;]*m", captured.Out);
    }

    [Fact]
    public void A_plain_display_writes_results_and_notices_apart()
    {
        var captured = new Captured();
        new PlainDisplay(captured.Terminal, TimeProvider.System).Show(observer =>
        {
            observer.Note("Fetching.");
            observer.RunStarted(SomeRun.Plan("gray"));
            observer.StepFinished(7, 1);
            observer.EpochFinished(SomeRun.Epoch(0.1, "gray"), SomeRun.Timing, isBest: true);
            return 0;
        });
        Assert.Equal("mmpareto: Fetching.\n", captured.Error);
        Assert.Matches("^run method=mmpareto .*\nepoch=7/50 .* best=yes\n$", captured.Out);
    }

    [Fact]
    public void A_plain_display_tells_once_how_long_an_epoch_takes()
    {
        var (captured, clock) = (new Captured(), new ManualClock());
        new PlainDisplay(captured.Terminal, clock).Show(observer =>
        {
            var plan = SomeRun.Plan("gray") with { Epochs = 4, StepsPerEpoch = 100 };
            observer.RunStarted(plan);
            clock.Advance(30); // the first step warms up
            for (var step = 1; step <= 5; step++)
            {
                observer.StepFinished(1, step);
                clock.Advance(0.6);
            }
            return 0;
        });
        Assert.Equal("mmpareto: About 1:00 of training an epoch, 4:00 in all.\n", captured.Error);
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex EscapeSequences();
}
