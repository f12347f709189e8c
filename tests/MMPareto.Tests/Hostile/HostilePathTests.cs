using MMPareto.Data;
using MMPareto.Data.Caching;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Data.Arrays;
using SkiaSharp;

namespace MMPareto.Tests.Hostile;

/// <summary>Cells of a manifest that try to leave their root, by text and by links.</summary>
public sealed class HostilePathTests : IDisposable
{
    private static readonly string[] Endings = [".png", ".wav", ".npy"];
    private readonly Canary _canary = new();

    public HostilePathTests()
    {
        _canary.Hide("secret.png", path => HealthyManifest.Picture(path, SKEncodedImageFormat.Png, 3));
        _canary.Hide("secret.wav", path => File.WriteAllBytes(path, HealthyManifest.Wav()));
        _canary.Hide("secret.npy", path => NpyFiles.Write(path, [.. Enumerable.Repeat(7, Canary.SecretLength)], $"({Canary.SecretLength},)"));
        Directory.CreateDirectory(Path.Join(_canary.Private, "clip"));
        _canary.Hide("clip/1.png", path => HealthyManifest.Picture(path, SKEncodedImageFormat.Png, 4));
    }

    public static TheoryData<string> Texts =>
    [
        "../private/secret{0}", "a/../../private/secret{0}", "./../private/./secret{0}", "{1}/secret{0}", "//private/secret{0}", "/etc/passwd{0}",
        "/dev/zero{0}", "/proc/self/environ{0}", "/proc/self/cwd/secret{0}", "file:///etc/passwd{0}", "http://localhost/x{0}", "ftp://x/y{0}", "concat://x{0}",
        @"C:\private\secret{0}", "C:/private/secret{0}", @"\\server\share\secret{0}", @"\\?\C:\x{0}", @"\\.\NUL{0}",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_leaves_the_root_is_no_path(string text)
    {
        foreach (var ending in Endings)
        {
            var cell = string.Format(System.Globalization.CultureInfo.InvariantCulture, text, ending, _canary.Private);
            var row = Row(cell);
            var message = Assert.Throws<DataException>(() => row.PathIn("file")).Message;
            Assert.StartsWith($"{_canary["m.csv"]}:2, column 'file' must be a path below {_canary.Root}; got '", message, StringComparison.Ordinal);
            Assert.Throws<DataException>(() => Row($"a{ending}|{cell}").PathsIn("file"));
        }
    }

    [Theory]
    [InlineData("a.jpg:stream", true)]
    [InlineData("NUL", true)]
    [InlineData("x/com1.wav", true)]
    [InlineData(@"x\aux", true)]
    [InlineData(@"C:\x.wav:y", true)]
    [InlineData(@"C:\x.wav", false)]
    [InlineData(@"x\y.wav", false)]
    [InlineData("auxiliary.wav", false)]
    public void Under_Windows_devices_and_streams_are_none_either(string text, bool isForeign) => Assert.Equal(isForeign, CellPath.IsForeign(text, isWindows: true));

    [Theory]
    [InlineData("12:30:01.wav")]
    [InlineData("-rf.wav")]
    [InlineData("a b/ü.wav")]
    [InlineData("x/../y.wav")]
    [InlineData("aux.wav")]
    [InlineData("...")]
    public void Odd_names_below_the_root_are_paths(string text) =>
        Assert.Equal(Path.GetFullPath(text, _canary.Root), Row(text).PathIn("file"));

    /// <summary>Each makes a way out and gives the cell that takes it.</summary>
    private static IEnumerable<(string Name, Func<Canary, string, string> Make)> Links =>
    [
        ("a link to a file", (canary, ending) => Link(canary, $"x{ending}", Path.Join(canary.Private, $"secret{ending}"))),
        ("a relative link", (canary, ending) => Link(canary, $"x{ending}", $"../private/secret{ending}")),
        ("a link to a link", (canary, ending) => { Link(canary, $"one{ending}", $"../private/secret{ending}"); return Link(canary, $"x{ending}", $"one{ending}"); }),
        ("a link on the way", (canary, ending) => { Link(canary, "way", "../private"); return $"way/secret{ending}"; }),
        ("a link to the parent", (canary, ending) => { Link(canary, "up", ".."); return $"up/private/secret{ending}"; }),
        ("a link to the whole machine", (canary, ending) => { Link(canary, "all", "/"); return $"all{canary.Private}/secret{ending}"; }),
        ("a link through the root and out", (canary, ending) => Link(canary, $"x{ending}", $"{canary.Root}/../private/secret{ending}")),
        ("a link through /proc", (canary, ending) => Link(canary, $"x{ending}", $"/proc/self/root{canary.Private}/secret{ending}")),
        ("a loop", (canary, ending) => { Link(canary, $"y{ending}", $"x{ending}"); return Link(canary, $"x{ending}", $"y{ending}"); }),
        ("a device", (canary, ending) => Link(canary, $"x{ending}", "/dev/zero")),
    ];

    [Fact]
    public void A_link_that_leads_out_of_the_root_is_refused_wherever_it_stands()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        foreach (var (name, make) in Links)
            foreach (var ending in Endings)
            {
                foreach (var old in Directory.GetFileSystemEntries(_canary.Root)) File.Delete(old);
                var cell = make(_canary, ending);
                var findings = Findings(cell, ending switch { ".png" => ColumnKind.Image, ".wav" => ColumnKind.Audio, _ => ColumnKind.Array });
                Assert.True(findings.Count > 0 && findings.All(text => text.Contains($"must not lead out of {_canary.Root}; got a link in '{cell}' that does.", StringComparison.Ordinal)),
                    $"{name} {ending}: {string.Join('\n', findings)}");
                Assert.DoesNotContain($"{Canary.SecretLength}", string.Concat(findings), StringComparison.Ordinal);
            }
    }

    [Fact]
    public void The_frames_of_a_folder_and_the_folder_itself_stay_in_the_root()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Link(_canary, "linked", "../private/clip");
        Directory.CreateDirectory(_canary["own"]);
        Link(_canary, "own/1.png", "../../private/clip/1.png");
        foreach (var cell in new[] { "linked", "own" })
            Assert.Contains(Findings(cell, ColumnKind.Frames), text => text.Contains("must not lead out of", StringComparison.Ordinal));
        Assert.Equal(ColumnKind.Ignored, ColumnDetector.Detect(Table(["linked", "linked/."]), new Dictionary<string, ColumnKind> { ["label"] = ColumnKind.Label })[0].Kind);
    }

    [Fact]
    public void The_root_may_be_a_link_and_links_may_stay_inside_or_be_allowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        HealthyManifest.Picture(_canary["a.png"], SKEncodedImageFormat.Png, 1);
        Link(_canary, "b.png", "a.png");
        Directory.CreateSymbolicLink(Path.Join(_canary.Parent, "alias"), _canary.Root);
        Link(_canary, "back.png", Path.Join(_canary.Parent, "alias", "a.png"));
        foreach (var root in new[] { _canary.Root, Path.Join(_canary.Parent, "alias") })
            foreach (var cell in new[] { "a.png", "b.png", "back.png" })
                Assert.EndsWith(cell, new CellRow(Table([cell], root), 0).PathIn("file"), StringComparison.Ordinal);
        Link(_canary, "out.png", "../private/secret.png");
        Assert.EndsWith("out.png", new CellRow(Table(["out.png"]).At(null, followLinks: true), 0).PathIn("file"), StringComparison.Ordinal);
        Assert.Empty(Findings("out.png", ColumnKind.Image, follow: true));
        Assert.Throws<DataException>(() => new CellRow(Table(["../private/secret.png"]).At(null, followLinks: true), 0).PathIn("file"));
    }

    /// <summary>What a link leads to may change between the look at it and the reading: the values are thrown away, and none is kept for a later run,
    /// even where the two files have one size and one time.</summary>
    [Fact]
    public void A_link_put_in_place_while_a_file_is_read_is_seen_afterwards()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(_canary["late"]);
        File.Copy(Path.Join(_canary.Private, "secret.png"), _canary["late/secret.png"]);
        File.SetLastWriteTimeUtc(_canary["late/secret.png"], File.GetLastWriteTimeUtc(Path.Join(_canary.Private, "secret.png")));
        var calm = new SwappingPreprocessor { Name = "file", Column = "file", Swap = () => { }, Cache = new DecodeCache(_canary["cache"], 1 << 20) };
        var swapping = calm with { Swap = PutLink };
        Assert.Contains("must not lead out of", Assert.Throws<DataException>(() => swapping.Read(Row("late/secret.png"), new float[1])).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_canary["cache"], "*.f32"));

        Directory.Delete(_canary["late"]);
        Directory.Move(_canary["away"], _canary["late"]);
        calm.Read(Row("late/secret.png"), new float[1]);
        Assert.Single(Directory.GetFiles(_canary["cache"], "*.f32"));
    }

    [Fact]
    public void So_it_is_when_the_sizes_of_inputs_are_looked_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(_canary["late"]);
        var row = Row("late/secret.png");
        Assert.Equal("read", row.Reading("file", row.PathIn, _ => "read"));
        Assert.Contains("must not lead out of", Assert.Throws<DataException>(() => row.Reading("file", row.PathIn, _ =>
        {
            PutLink();
            return "read";
        })).Message, StringComparison.Ordinal);
    }

    private void PutLink()
    {
        Directory.Move(_canary["late"], _canary["away"]);
        Link(_canary, "late", "../private");
    }

    public void Dispose() => _canary.Dispose();

    private static string Link(Canary canary, string name, string target)
    {
        File.CreateSymbolicLink(canary[name], target);
        return name;
    }

    private List<string> Findings(string cell, ColumnKind kind, bool follow = false)
    {
        File.WriteAllLines(_canary["m.csv"], ["file,label", .. Enumerable.Range(0, 9).Select(i => $"{cell},{(i % 2 == 0 ? "a" : "b")}")]);
        var report = ManifestCheck.Run(new() { Path = _canary["m.csv"], Columns = new Dictionary<string, ColumnKind> { ["file"] = kind }, FollowLinks = follow }, (_, _) => { });
        return [.. report.Findings.Where(finding => finding.IsError).Select(finding => finding.Text)];
    }

    private CellRow Row(string cell) => new(Table([cell]), 0);

    private ManifestTable Table(string[] cells, string? root = null) =>
        new(_canary["m.csv"], ["file", "label"], [.. cells.Select(cell => (string[])[cell, "a"])], [.. cells.Select((_, i) => i + 2)], root);
}
