using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using MMPareto.Reports;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reports_need_no_libtorch()
    {
        var referenced = Assembly.Load("MMPareto.Reports").GetReferencedAssemblies().Select(name => name.Name!);
        Assert.All(referenced, name => Assert.True(
            name is "MMPareto.Runs" or "SkiaSharp" || name.StartsWith("System.", StringComparison.Ordinal), name));
    }

    [Fact]
    public void A_run_report_shows_every_chart_that_its_files_allow()
    {
        var report = Report.Read(SomeFolders.Run(_folder.FullPath));
        Assert.Equal(
            [
                "accuracy-validation", "accuracy-training", "loss-validation", "loss-training", "cosine-gray", "cosine-colour", "norms-gray", "norms-colour",
                "weights-gray", "weights-colour", "length-ratio", "confusion-fused", "confusion-gray", "confusion-colour", "landscape", "contributions", "probes",
            ],
            report.Plots.Select(plot => plot.Name));
        var html = report.ToHtml();
        Assert.DoesNotContain("not measured.", html, StringComparison.Ordinal);
        Assert.Contains("right on 81.25 % of 40 samples", html, StringComparison.Ordinal);
        Assert.Contains("At the frozen weights of the best epoch", html, StringComparison.Ordinal);
        Assert.Contains("mmpareto train some --set 'a=&lt;b&gt;&amp;&quot;c&quot;'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_measured_is_said_and_has_no_chart()
    {
        var report = Report.Read(SomeFolders.Run(_folder.FullPath, steps: 0, isWhole: false));
        var html = report.ToHtml();
        foreach (var what in (string[])["Confusion matrix", "Contribution of each modality", "Linear probes of the encoders", "Loss landscape", "Gradients, step by step"])
            Assert.Contains($"<strong>{what}: not measured.</strong>", html, StringComparison.Ordinal);
        Assert.Equal(4, report.Plots.Count);
    }

    [Fact]
    public void Norms_over_training_steps_are_not_passed_off_as_those_at_frozen_weights() =>
        Assert.Contains("Over the recorded steps of training, while the weights change",
            Report.Read(SomeFolders.Run(_folder.FullPath, isWhole: false)).ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void An_unfinished_run_is_reported_as_far_as_it_went()
    {
        var folder = SomeFolders.Run(_folder.FullPath, isFinished: false, isWhole: false);
        File.AppendAllText(Path.Combine(folder, "gradients.jsonl"), "{\"step\":301,\"epo");
        var html = Report.Read(folder).ToHtml();
        Assert.Contains("This run is unfinished", html, StringComparison.Ordinal);
        Assert.Contains("Line 301 of gradients.jsonl cannot be read", html, StringComparison.Ordinal);
        Assert.Contains("accuracy-validation", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_run_with_approximated_gradients_is_not_named_as_the_exact_method()
    {
        var folder = SomeFolders.Run(_folder.FullPath, isFinished: false, isWhole: false);
        File.AppendAllText(Path.Combine(folder, "config.yaml"), "  gradient: features\n  refresh: 10\n");
        Assert.Contains("mmpareto~features-refresh10, seed", Report.Read(folder).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_report_gives_the_verdicts_of_the_record()
    {
        var report = Report.Read(SomeFolders.Comparison(_folder.FullPath));
        Assert.Equal(
            [
                "differences", "fused-and-weaker", "accuracy", "learning-fused", "learning-gray", "learning-colour", "cosine", "conflicts",
                "contributions", "probes", "gamma",
            ],
            report.Plots.Select(plot => plot.Name));
        var html = report.ToHtml();
        foreach (var text in (string[])
            [
                "Against uniform, within noise: mmpareto (+5.00 points).", "−1.23 to +11.23", "+2.00 to +8.00", "&lt; 0.001", ">1.25<", "75.00 ± 1.00",
                "refused: it needs &lt;two&gt; modalities &amp; more", "the loss is not finite", "no word stronger than “likely”",
                "fused against the weaker head, colour", "Made-up numbers.", "mmpareto compare some --methods uniform,mmpareto --seeds 2",
            ])
            Assert.Contains(text, html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_without_a_finished_run_says_so()
    {
        var folder = SomeFolders.Comparison(_folder.FullPath, change: c => c with { Methods = [c.Methods[2]], TestCount = 0, Environment = null });
        var html = Report.Read(folder).ToHtml();
        Assert.Contains("No run has finished: there is nothing to compare yet.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<figure", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_folder_that_is_gone_is_told()
    {
        SomeFolders.Comparison(_folder.FullPath);
        Directory.Delete(Path.Combine(_folder.FullPath, "mmpareto-0"), recursive: true);
        Assert.Contains("The run folder mmpareto-0 is not there", Report.Read(_folder.FullPath).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_and_svg_are_well_formed_whatever_the_names()
    {
        SomeFolders.Comparison(_folder.FullPath, refused: "<b>&\"'\u0001");
        string[] odd = ["<b>&\"x\"", "ﬁne 数"];
        foreach (var report in (Report[])[Report.Read(_folder.FullPath), Report.Read(SomeFolders.Run(_folder.FullPath, "odd", encoders: odd))])
        {
            Assert.Equal("html", XDocument.Parse(report.ToHtml()).Root!.Name.LocalName);
            foreach (var plot in report.Plots)
            {
                var svg = XDocument.Parse(plot.ToSvg()).Root!;
                Assert.Equal("img", svg.Attribute("role")!.Value);
                Assert.NotEmpty(svg.Element(Svg + "title")!.Value);
                Assert.NotEmpty(svg.Element(Svg + "desc")!.Value);
                Assert.DoesNotContain("NaN", plot.ToSvg()[plot.ToSvg().IndexOf("</style>", StringComparison.Ordinal)..], StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Ids_on_a_page_are_unique()
    {
        var ids = XDocument.Parse(Report.Read(SomeFolders.Run(_folder.FullPath)).ToHtml())
            .Descendants().Select(e => e.Attribute("id")?.Value).OfType<string>().ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void A_report_asks_for_nothing_from_anywhere()
    {
        var html = Report.Read(SomeFolders.Run(_folder.FullPath)).ToHtml()
            .Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Replace("http://www.w3.org/1999/xhtml", "", StringComparison.Ordinal);
        foreach (var sign in (string[])["http://", "https://", " src=", "url(/", "@import"])
            Assert.DoesNotContain(sign, html, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.FullPath, html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_run_of_many_encoders_stays_within_a_mebibyte()
    {
        var encoders = Enumerable.Range(1, 6).Select(i => $"modality {i}").ToArray();
        var html = Report.Read(SomeFolders.Run(_folder.FullPath, steps: 4000, encoders: encoders)).ToHtml();
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 100_000, 1 << 20);
    }

    [Fact]
    public void Equal_folders_give_equal_bytes_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var folder = SomeFolders.Run(_folder.FullPath);
        var other = SomeFolders.Run(Path.Combine(_folder.FullPath, "other"));
        var first = Report.Read(folder);
        try
        {
            CultureInfo.CurrentCulture = Danish();
            var second = Report.Read(other);
            Assert.Equal(first.ToHtml(), second.ToHtml());
            Assert.Equal(first.Plots.Select(p => p.ToSvg()), second.Plots.Select(p => p.ToSvg()));
            Assert.Equal(first.Plots[4].ToPng(), second.Plots[4].ToPng());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>As da-DK writes numbers; the culture itself is not there in invariant mode.</summary>
    private static CultureInfo Danish()
    {
        var danish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        danish.NumberFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~", PercentDecimalSeparator = "," };
        return danish;
    }
}
