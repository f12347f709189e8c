using MMPareto.Cli.Commands;
using MMPareto.Cli.Display;
using MMPareto.Runs;

namespace MMPareto.Tests.Cli;

public class DisplayTextTests
{
    [Theory]
    [InlineData(0.42, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(245, "4:05")]
    [InlineData(3723, "1:02:03")]
    [InlineData(90000, "25:00:00")]
    public void Durations_are_short(double seconds, string expected) =>
        Assert.Equal(expected, Durations.Text(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Progress_tells_the_time_left_of_the_whole_run()
    {
        var line = ProgressLine.Text(2, 4, 50, 100, TimeSpan.FromMinutes(3), 80, Symbols.Unicode);
        Assert.Equal("epoch 2/4 ━━━━━━━━━━━━━━━─────────────── 50/100 steps, 5:00 left", line);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(10)]
    [InlineData(0)]
    public void Progress_is_never_wider_than_the_terminal(int width)
    {
        var line = ProgressLine.Text(50, 50, 1000, 1000, TimeSpan.FromHours(30), width, Symbols.Ascii);
        Assert.True(line.Length <= width, line);
    }

    [Fact]
    public void Plain_lines_have_the_same_keys_for_every_run()
    {
        Assert.Equal(
            "run method=mmpareto modalities=a,b train=55000 validation=5000 test=10000 parameters=123456 " +
            "epochs=50 steps=100 threads=2 precision=fp32 device=cpu",
            PlainLines.Of(SomeRun.Plan("a", "b")));
        Assert.Equal(
            "epoch=7/50 train_loss=0.4322 val_acc=0.9123 val_acc.a=1.0000 conflict.a=- seconds=12.34 best=no",
            PlainLines.Of(SomeRun.Epoch(null, "a"), SomeRun.Timing, false, 50));
    }

    [Fact]
    public void The_summary_has_scores_notes_and_the_folder()
    {
        var lines = SummaryText.Lines(
            SomeRun.Summary(StopReason.EarlyStopping, "gray", "coloured"), 10000, "runs/x", 40);
        Assert.Equal(
            [
                "",
                "Best of 5 epochs on validation: epoch 4. Stopped early: validation no longer improved.",
                "Test set, 10,000 samples:",
                "",
                "            accuracy  macro-F1  accuracy, last epoch",
                "  fused      91.23 %   90.12 %               91.23 %",
                "  gray      100.00 %   70.01 %              100.00 %",
                "  coloured  100.00 %   70.01 %              100.00 %",
                "",
                "Note: validation colours are drawn by",
                "the rule of the test set",
                "Run folder: runs/x",
            ],
            lines);
    }

    [Theory]
    [InlineData("plain-name_1.yaml", "plain-name_1.yaml")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    public void Arguments_are_quoted_for_a_shell_only_when_they_must_be(string argument, string expected) =>
        Assert.Equal(expected, CommandText.Quote(argument));

    [Theory]
    [InlineData(true, null, null, "C.UTF-8")]
    [InlineData(true, null, "de_DE.utf8", "C")]
    [InlineData(false, "C", null, "en_US.UTF-8")]
    [InlineData(false, null, null, null)]
    [InlineData(false, null, null, "de_DE.ISO-8859-1")]
    public void The_locale_decides_on_unicode(bool expected, string? all, string? type, string? language)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a code page in place of a locale");
        string? Variable(string name) => name switch { "LC_ALL" => all, "LC_CTYPE" => type, _ => language };
        Assert.Equal(expected, Terminal.ShowsUnicode(Variable));
    }

    [Fact]
    public void Tables_wrap_their_last_column_on_a_terminal_only()
    {
        string[][] rows = [["a", "one two three four five six"]];
        var (terminal, file) = (new Captured(width: 26, live: true), new Captured());
        TextTable.Write(terminal.Terminal, ["name", "text"], rows);
        TextTable.Write(file.Terminal, ["name", "text"], rows);
        Assert.Equal("  name  text\n  a     one two three four\n        five six\n", terminal.Out);
        Assert.Equal("  name  text\n  a     one two three four five six\n", file.Out);
    }
}
