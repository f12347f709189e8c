using System.Text;
using System.Xml.Linq;
using MMPareto.Experiments.Comparisons.Tables;
using MMPareto.Experiments.Maps;
using MMPareto.Reports;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Svg;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Reports;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Hostile;

/// <summary>A run, a comparison and a map with payloads in every text and name: the reports show them, and nothing of them becomes markup.</summary>
public sealed class HostileReportTests : IDisposable
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private readonly TemporaryFolder _folder = new();
    private readonly RequestTrap _trap = new();
    private readonly Payloads _payloads;

    public HostileReportTests() => _payloads = new(_trap.Port);

    public void Dispose()
    {
        _trap.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> Kinds => ["run", "comparison", "map"];

    /// <summary>The file is XML too, so that its elements can be counted without a browser: they are those of the same report on healthy texts.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_markup_of_a_report_does_not_depend_on_texts(string kind)
    {
        var html = Report.Read(Poisoned(kind)).ToHtml();
        Assert.True(_payloads.Made.Count > 10, $"{_payloads.Made.Count} payloads");
        Assert.Contains(SvgWriter.Escape(_payloads.Made.First()), html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b ", html, StringComparison.Ordinal);
        var page = XDocument.Parse(html);
        Assert.Single(page.Descendants(Html + "script"));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "b" or "img" or "iframe" or "base" or "form" or "foreignObject" or "use" or "image");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || attribute.Name.LocalName == "style" || attribute.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"),
            attribute => Assert.Matches("^(#[a-z-]+|data:,)$", attribute.Value));
        Assert.All(page.Descendants().Attributes("id"), attribute => Assert.Matches("^[a-z0-9-]+$", attribute.Value));
        var healthy = XDocument.Parse(Report.Read(Healthy(kind)).ToHtml());
        string[] names = ["section", "style", "script", "meta", "link", "nav", "a", .. kind == "comparison" ? Array.Empty<string>() : ["figure", "button"]];
        foreach (var name in names) // of the comparison, one method's runs are named out of their place, and some charts go without
            Assert.Equal(healthy.Descendants(Html + name).Count(), page.Descendants(Html + name).Count());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Charts_have_plain_file_names_and_hold_no_markup_of_texts(string kind)
    {
        var report = Report.Read(Poisoned(kind));
        Assert.All(report.Plots, plot => Assert.Matches("^[a-z0-9-]{1,200}$", plot.Name));
        foreach (var plot in report.Plots)
        {
            var svg = XDocument.Parse(plot.ToSvg());
            Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "b" or "img" or "a" or "foreignObject" or "image");
        }
        ReportFile.WritePlots(report, _folder["plots/deep"]);
        Assert.All(Directory.GetFiles(_folder.FullPath, "*.svg", SearchOption.AllDirectories), path => Assert.StartsWith(_folder["plots/deep"], path, StringComparison.Ordinal));
    }

    /// <summary>Tables for papers and pages: no command of LaTeX, no HTML or link of Markdown.</summary>
    [Theory]
    [InlineData("comparison")]
    [InlineData("map")]
    public void Tables_hold_texts_and_no_commands(string kind)
    {
        var folder = Poisoned(kind);
        var set = kind == "map" ? MapTables.Of(MapFile.Read(folder)) : TableSet.Of(ComparisonFile.Read(folder));
        var (latex, markdown) = (LatexTables.Write(set), MarkdownTables.Write(set));
        Assert.DoesNotContain(@"\input", latex, StringComparison.Ordinal);
        Assert.DoesNotContain(latex, character => character is > 'ÿ' || (char.IsControl(character) && character != '\n'));
        Assert.DoesNotMatch(@"(?<!\\)<", markdown);
        Assert.DoesNotMatch(@"(?<!\\)\](?=\()", markdown);
        Assert.DoesNotMatch(@"(?<!\\)&", markdown);
        Assert.All(markdown.Split('\n').Where(line => line.StartsWith('|')), line => Assert.EndsWith("|", line, StringComparison.Ordinal));
        if (kind == "comparison") Assert.All(CsvTable.Write(ComparisonFile.Read(folder)).Split('\n'), line => Assert.Equal(0, line.Count(c => c == '"') % 2));
    }

    [Fact]
    public void A_row_of_LaTeX_may_begin_with_a_bracket_or_a_star() =>
        Assert.Equal("{[}3, 1{]} {*}", LatexTables.Escape("[3, 1] *"));

    /// <summary>The same pages in a browser, and three more that say whether this looks at all: a healthy one, one that is not escaped, and one that is not
    /// escaped but has the policy.</summary>
    [Fact]
    public void In_a_browser_no_text_runs_or_asks_the_network()
    {
        Need.That(Browser.IsInstalled, "needs Chromium, or the path of one in CHROMIUM");
        string[] pages = [.. Kinds.Select(kind => Page(kind.Data, Report.Read(Poisoned(kind.Data)).ToHtml())), Page("healthy", Report.Read(Healthy("run")).ToHtml())];
        using var open = new RequestTrap();
        using var guarded = new RequestTrap();
        var raw = Raw(Report.Read(Path.Join(_folder.FullPath, "run")).ToHtml());
        string To(RequestTrap trap) => raw.Replace($":{_trap.Port}/", $":{trap.Port}/", StringComparison.Ordinal);
        var found = Browser.Open(_folder.FullPath, [.. pages, Page("unescaped", WithoutPolicy(To(open))), Page("guarded", To(guarded))]);
        Assert.All(found.Take(4), page => Assert.Equal(new(Loaded: true, Hit: false, Elements: 0, Scripts: 1, Handlers: 0, Own: true, Styled: true), page));
        Assert.Equal(0, _trap.Count);
        Assert.True(found[4] is { Hit: true, Elements: > 10, Handlers: > 10 } && open.Count > 0, $"{found[4]}, {open.Count} requests");
        Assert.True(found[5] is { Hit: false, Elements: > 10 } && guarded.Count == 0, $"{found[5]}, {guarded.Count} requests");
    }

    [Fact]
    public void The_policy_names_the_styles_and_the_script_by_their_hashes()
    {
        var html = Report.Read(Healthy("run")).ToHtml();
        Assert.Contains("content=\"default-src 'none'; style-src 'sha256-", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", html[..html.IndexOf("</head>", StringComparison.Ordinal)], StringComparison.Ordinal);
        var page = XDocument.Parse(html);
        var styles = page.Descendants(Html + "style").Select(style => style.Value);
        Assert.Contains(ContentPolicy.Line([.. styles], $"//<![CDATA[\n{Between(html, "//<![CDATA[\n", "//]]>")}//]]>"), html, StringComparison.Ordinal);
    }

    private string Page(string name, string html) => _folder.Write($"{name}.html", html);

    /// <summary>The page as it would be if nothing were escaped.</summary>
    private string Raw(string html)
    {
        var raw = new StringBuilder(html);
        foreach (var payload in _payloads.Made) raw.Replace(SvgWriter.Escape(payload), payload);
        return raw.ToString();
    }

    private static string WithoutPolicy(string html) =>
        html.Replace(Between(html, HtmlWriter.Marker + "\n", "\n<meta name=\"viewport\""), "", StringComparison.Ordinal);

    private static string Between(string text, string begin, string end)
    {
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private string Healthy(string kind) => Write(kind, Path.Join(_folder.FullPath, "healthy"));

    private string Poisoned(string kind)
    {
        var folder = Write(kind, _folder.FullPath);
        foreach (var file in Directory.GetFiles(folder, "*.json*", SearchOption.AllDirectories)) _payloads.Poison(file);
        foreach (var file in Directory.GetFiles(folder, "predictions.csv", SearchOption.AllDirectories))
        {
            var lines = File.ReadAllLines(file);
            lines[0] = string.Join(',', lines[0].Split(',').Select((name, i) => i == 0 ? name : _payloads.For(name)));
            File.WriteAllLines(file, lines);
        }
        foreach (var file in Directory.GetFiles(folder, "config.yaml", SearchOption.AllDirectories))
            File.WriteAllText(file, $"experiment: {_payloads.For("experiment")}\ndata:\n  dataset: {_payloads.For("dataset")}\nmethod:\n  name: {_payloads.For("name")}\n  gamma: {_payloads.For("gamma")}\n");
        return folder;
    }

    private static string Write(string kind, string parent)
    {
        var folder = Path.Join(parent, kind);
        if (Directory.Exists(folder)) return folder;
        Directory.CreateDirectory(parent);
        if (kind == "comparison") return SomeFolders.Comparison(folder, change: WithPair);
        if (kind == "map")
        {
            Directory.CreateDirectory(folder);
            MapFile.Write(folder, SomeMap.Record(SomeFolders.Comparison(Path.Join(parent, "of-map"))));
            return folder;
        }
        Directory.Move(SomeFolders.Run(Path.Join(parent, "made"), steps: 60), folder);
        return folder;
    }

    private static ComparisonRecord WithPair(ComparisonRecord record) => record with
    {
        Pairs = [new() { Method = "mmpareto", Against = "uniform", Difference = record.Methods[1].Difference }],
        Methods = [.. record.Methods.Select(method => method with { Notes = ["a note on a method"] })],
    };
}
