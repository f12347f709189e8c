using System.Text.RegularExpressions;
using MMPareto.Experiments;

namespace MMPareto.Tests.Docs;

/// <summary>Links lead somewhere, keys of references are known, and each entry of the catalog has its page.</summary>
public partial class DocumentationTests
{
    private static readonly string[] Headings =
        ["Idea", "Equations", "Options", "Cost", "Differences", "Degenerate cases", "Usage", "Reference"];

    private static string Root { get; } = FindRoot();

    public static TheoryData<string> Pages =>
    [
        .. Files("docs", "*.md")
            .Concat(new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }.Where(name => File.Exists(Path.Combine(Root, name)))),
    ];

    public static TheoryData<string> MethodPages => [.. Files("docs/methods", "*.md")];

    public static TheoryData<string, string> Entries
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var entry in (CatalogEntry[])[.. Catalog.Methods, .. Catalog.Datasets, .. Catalog.Models])
                data.Add(entry.Page, entry.Reference);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_that_exist(string page)
    {
        foreach (Match link in Link().Matches(WithoutCode(Read(page))))
        {
            if (link.Groups[1].Value.Contains("://", StringComparison.Ordinal)) continue;
            var (path, heading) = (link.Groups[1].Value, link.Groups[2].Value);
            var target = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);
            Assert.True(Path.Exists(Path.Combine(Root, target)), $"{page}: {link.Value} must lead to a file that exists");
            if (heading.Length == 0) continue;
            var anchors = Heading().Matches(Read(target)).Select(match => Anchor(match.Groups[1].Value));
            Assert.True(anchors.Contains(heading), $"{page}: {link.Value} must lead to a heading that exists");
        }
    }

    [Theory]
    [MemberData(nameof(MethodPages))]
    public void A_method_page_has_the_fixed_headings(string page) =>
        Assert.Equal(Headings, Heading().Matches(Read(page)).Select(match => match.Value)
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_of_the_catalog_has_its_page_and_reference(string page, string reference)
    {
        Assert.True(File.Exists(Path.Combine(Root, "docs", page)), $"docs/{page} must exist");
        Assert.Contains(page, Read("docs/index.md"), StringComparison.Ordinal);
        if (reference.Length > 0) Assert.Contains(reference, KnownKeys());
    }

    /// <summary>A file of tests that bears the method's name, without hyphens.</summary>
    [Fact]
    public void A_method_has_tests_of_its_own()
    {
        string[] endings = ["Tests.cs", "MethodTests.cs", "WeightingTests.cs", "AggregatorTests.cs"];
        string[] files = [.. Files("tests/MMPareto.Tests", "*Tests.cs")];
        foreach (var method in Catalog.Methods)
        {
            var name = method.Name.Replace("-", "", StringComparison.Ordinal);
            var file = files.FirstOrDefault(file => endings.Any(ending =>
                string.Equals(Path.GetFileName(file), name + ending, StringComparison.OrdinalIgnoreCase)));
            Assert.True(file is not null, $"{method.Name} must have a file of tests; got none named {name}Tests.cs, {name}MethodTests.cs or the like");
            Assert.True(Test().IsMatch(Read(file!)), $"{file} must hold tests; got no [Fact] and no [Theory]");
        }
    }

    /// <summary>Only what no paper stands for goes without a reference.</summary>
    [Fact]
    public void A_method_has_a_reference_unless_it_is_a_plain_baseline() => Assert.Equal(
        ["joint", "uniform", "unimodal-only"],
        Catalog.Methods.Where(method => method.Reference.Length == 0).Select(method => method.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_method_has_a_page_of_its_own_and_each_page_a_method() =>
        Assert.Equal(
            Catalog.Methods.Select(method => $"docs/methods/{method.Name}.md").Order(StringComparer.Ordinal),
            Files("docs/methods", "*.md").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_key_in_code_and_pages_is_in_the_references()
    {
        var known = KnownKeys();
        foreach (var file in Files("src", "*.cs").Concat(Files("docs", "*.md")))
            foreach (Match keys in Keys().Matches(Read(file)))
                foreach (var key in keys.Groups[1].Value.Split(", "))
                    Assert.True(known.Contains(key), $"{file}: [{key}] must be in docs/references.md");
    }

    private static HashSet<string> KnownKeys() =>
        [.. DefinedKey().Matches(Read("docs/references.md")).Select(match => match.Groups[1].Value)];

    /// <summary>As GitHub makes it: lower case, no punctuation, hyphens for blanks.</summary>
    private static string Anchor(string heading) =>
        Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string WithoutCode(string text) => Code().Replace(text, "");

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Relative to the root, with slashes.</summary>
    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\[[^\]]*\]\(([^)#\s]*)#?([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} +(.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^    \[(?:Fact|Theory)\]", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\[((?:[A-Z][A-Za-z]+(?:19|20)\d\d)(?:, [A-Z][A-Za-z]+(?:19|20)\d\d)*)\]")]
    private static partial Regex Keys();

    [GeneratedRegex(@"^\*\*\[(\w+)\]\*\*", RegexOptions.Multiline)]
    private static partial Regex DefinedKey();
}
