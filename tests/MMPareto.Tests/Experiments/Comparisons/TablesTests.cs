using MMPareto.Cli.Display;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Cli;

namespace MMPareto.Tests.Experiments.Comparisons;

public class TablesTests
{
    private static readonly ComparisonRecord Record = new()
    {
        Experiment = "cg_mnist & co",
        Dataset = "cg-mnist",
        Baseline = "uniform",
        Main = "fused",
        Heads = ["grey"],
        Seeds = [0, 1, 2],
        Epochs = 4,
        TestCount = 10_000,
        Confidence = 0.95,
        CommandLine = "mmpareto compare cg-mnist",
        Notes = ["100 % made up, \"of course\"."],
        Methods =
        [
            Method("uniform", 0.81234, null),
            Method("mmpareto", 0.82, new DifferenceRecord
            {
                Mean = 0.0077,
                Count = 3,
                PairedInterval = new(-0.002, 0.0175),
                BootstrapInterval = new(0.001, 0.014),
                PValue = 0.02,
                HolmPValue = 0.0604,
                EffectSize = 1.234,
                Verdict = "within noise",
            }) with { Notes = ["γ is 1.5_x.", "100 % made up | twice."] },
            new()
            {
                Name = "mmtm-3",
                Refused = "needs images; got vectors",
                Runs = [],
                Accuracy = new Dictionary<string, MeanRecord>(),
                Encoders = new Dictionary<string, ConflictRecord>(),
            },
        ],
    };

    [Fact]
    public void Markdown_shows_every_number_with_its_interval_and_verdict() => Assert.Equal(
        """
        cg\_mnist \& co: 3 seeds, 4 epochs, 10,000 test samples.

        Test accuracy in %, mean ± standard deviation over the seeds, at the epoch best on validation; beside it the main output at the last epoch:

        | method | seeds | fused | grey | last epoch |
        |---|--:|--:|--:|--:|
        | uniform | 3 | 81.2 ± 0.4 | 40.0 | 70.0 ± 1.0 |
        | mmpareto \[1, 2\] | 3 | 82.0 ± 0.4 | 40.0 | 70.0 ± 1.0 |
        | mmtm-3 \[3\] | 0 | – | – | – |

        Difference to uniform in fused test accuracy, percentage points, with 95 % intervals:

        | method | mean | t interval | bootstrap | Holm p | effect | verdict |
        |---|--:|--:|--:|--:|--:|--:|
        | mmpareto \[1, 2\] | +0.8 | -0.2 to 1.8 | 0.1 to 1.4 | 0.060 | 1.23 | within noise |

        Steps with gradients in conflict, % of those recorded, by encoder:

        | method | grey | colour |
        |---|--:|--:|
        | uniform | 12.5 | – |
        | mmpareto \[1, 2\] | 12.5 | – |

        1. γ is 1.5\_x.
        2. 100 % made up \| twice.
        3. Cannot train this model: needs images; got vectors

        - 100 % made up, "of course".

        """, MarkdownTables.Write(TableSet.Of(Record)));

    [Fact]
    public void Csv_holds_all_digits_and_quotes_what_needs_it()
    {
        var lines = CsvTable.Write(Record with { Methods = [Record.Methods[1], Record.Methods[2] with { Refused = "a \"b\", c" }] }).Split('\n');
        Assert.Equal(
            "method,seeds,accuracy.fused.mean,accuracy.fused.sd,accuracy.grey.mean,accuracy.grey.sd,macro_f1.mean,macro_f1.sd," +
            "last_epoch_accuracy.mean,last_epoch_accuracy.sd,validation_accuracy.mean,validation_accuracy.sd,pairs,difference,t_low,t_high," +
            "bootstrap_low,bootstrap_high,p,holm_p,effect_size,verdict,conflict_rate.grey,mean_cosine.grey,conflict_rate.colour," +
            "mean_cosine.colour,tuned,refused", lines[0]);
        Assert.Equal(
            "mmpareto,3,0.82,0.004,0.4,,,,0.7,0.01,,,3,0.0077,-0.002,0.0175,0.001,0.014,0.02,0.0604,1.234,within noise,0.125,,,,,", lines[1]);
        Assert.EndsWith(",\"a \"\"b\"\", c\"", lines[2], StringComparison.Ordinal);
        Assert.Equal("", lines[3]);
    }

    [Fact]
    public void Latex_escapes_what_it_must_and_uses_booktabs()
    {
        var latex = LatexTables.Write(TableSet.Of(Record));
        Assert.Contains(@"\caption{cg\_mnist \& co: 3 seeds, 4 epochs, 10,000 test samples.}", latex, StringComparison.Ordinal);
        Assert.Contains(@"mmpareto\textsuperscript{1,2} & +0.8 & $-$0.2 to 1.8 & 0.1 to 1.4 & 0.060 & 1.23 & within noise \\", latex, StringComparison.Ordinal);
        Assert.Contains(@"uniform & 3 & 81.2 $\pm$ 0.4 & 40.0 & 70.0 $\pm$ 1.0 \\", latex, StringComparison.Ordinal);
        Assert.Contains(@"mmtm-3\textsuperscript{3} & 0 & -- & -- & -- \\", latex, StringComparison.Ordinal);
        Assert.Contains(@"\textsuperscript{1} $\gamma$ is 1.5\_x.", latex, StringComparison.Ordinal);
        Assert.Contains(@"100 \% made up, \textquotedbl{}of course\textquotedbl{}.", latex, StringComparison.Ordinal);
        Assert.Equal(3, latex.Split(@"\toprule").Length - 1);
        Assert.Equal(latex.Count(c => c == '{'), latex.Count(c => c == '}'));
    }

    [Theory]
    [InlineData(@"a\b{c}$d^e~f", @"a\textbackslash{}b\{c\}\$d\textasciicircum{}e\textasciitilde{}f")]
    [InlineData("größe 漢", "größe (U+6F22)")]
    public void Latex_can_typeset_any_text(string text, string expected) => Assert.Equal(expected, LatexTables.Escape(text));

    [Theory]
    [InlineData(80)]
    [InlineData(50)]
    public void On_a_terminal_every_line_fits_and_what_is_too_wide_goes_on_below(int width)
    {
        var lines = ComparisonText.Lines(TableSet.Of(Record), new Captured(width, live: true).Terminal).ToArray();
        Assert.All(lines, line => Assert.True(line.Length < width, line));
        Assert.Contains(lines, line => line.StartsWith("mmpareto [1, 2]", StringComparison.Ordinal) && line.Contains("within noise", StringComparison.Ordinal));
        var headings = lines.Count(line => line.StartsWith("method ", StringComparison.Ordinal));
        Assert.True(width == 80 ? headings == 3 : headings > 3, $"{headings} headings for three tables");
    }

    [Fact]
    public void Without_unicode_it_is_plain_ascii()
    {
        var lines = ComparisonText.Lines(TableSet.Of(Record with { Methods = [Record.Methods[0]] }), new Captured().Terminal with { IsUnicode = false });
        Assert.All(lines, line => Assert.True(line.All(char.IsAscii), line));
        Assert.Contains(lines, line => line.Contains("81.2 +- 0.4", StringComparison.Ordinal));
    }

    [Fact]
    public void A_comparison_without_any_finished_run_is_a_table_all_the_same()
    {
        var empty = Record with { Methods = [Record.Methods[2]], Heads = [], TestCount = 0 };
        Assert.Single(TableSet.Of(empty).Tables);
        Assert.Contains(@"| mmtm-3 \[1\] | 0 | – | – |", MarkdownTables.Write(TableSet.Of(empty)), StringComparison.Ordinal);
    }

    private static ComparedMethodRecord Method(string name, double accuracy, DifferenceRecord? difference) => new()
    {
        Name = name,
        Runs = [.. Enumerable.Range(0, 3).Select(seed => new ComparedRunRecord { Seed = seed, Folder = $"runs/{name}-s{seed}", Accuracy = new Dictionary<string, double>() })],
        Accuracy = new Dictionary<string, MeanRecord> { ["fused"] = new(accuracy, 0.004, 3), ["grey"] = new(0.4, null, 1) },
        LastEpochAccuracy = new(0.7, 0.01, 3),
        Difference = difference,
        Encoders = new Dictionary<string, ConflictRecord> { ["grey"] = new() { ConflictRate = 0.125 }, ["colour"] = new() },
    };
}
