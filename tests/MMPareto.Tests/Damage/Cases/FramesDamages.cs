namespace MMPareto.Tests.Damage.Cases;

/// <summary>Folders and lists of frames that are not what they should be.</summary>
internal static class FramesDamages
{
    public static IEnumerable<Damage> All =>
    [
        Folder("an empty folder", _ => { }),
        Folder("a folder of texts", path => File.WriteAllText(Path.Combine(path, "a.txt"), "x")),
        Folder("a folder of hidden pictures", path => Good(Path.Combine(path, ".a.png"))),
        Folder("a folder of folders", path => Directory.CreateDirectory(Path.Combine(path, "a.png"))),
        Folder("a folder of a page", path => File.WriteAllText(Path.Combine(path, "a.png"), "<html>")),
        Folder("a folder of an empty picture", path => File.WriteAllText(Path.Combine(path, "a.png"), "")),
        Folder("a folder of a link to nothing", path => File.CreateSymbolicLink(Path.Combine(path, "a.png"), "nothing")),
        Folder("a folder of a file with a line break in its name", path => File.WriteAllText(Path.Combine(path, "a\nb.png"), "<html>")),
        Folder("a folder whose second picture is none", path =>
        {
            Good(Path.Combine(path, "0.png"));
            File.WriteAllText(Path.Combine(path, "1.png"), "<html>");
            File.WriteAllText(Path.Combine(path, "2.png"), "<html>");
        }),
        Folder("a folder with a bad picture that is not looked at", path =>
        {
            File.WriteAllText(Path.Combine(path, "0.png"), "<html>");
            for (var frame = 1; frame < 9; frame++) Good(Path.Combine(path, $"{frame}.png"));
        }) with { Check = Outcome.Refused, Train = Outcome.Either, Predict = Outcome.Fine },
        .. OperatingSystem.IsLinux() ? [Folder("a folder of a pipe", path => SpecialFiles.MakePipe(Path.Combine(path, "a.png")))] : Array.Empty<Damage>(),
        Cell("a list with an empty entry", "clips/7/0.png||clips/7/1.png"),
        Cell("a list that ends in a separator", "clips/7/0.png|"),
        Cell("a list with a missing file", "clips/7/no.png|clips/7/0.png"),
        Cell("a list that leaves the root", "clips/7/0.png|../x.png"),
        Cell("a list with a folder", "clips/8|clips/7/0.png"),
        Cell("separators alone", "|||"),
        Cell("a list of ten thousand missing files", string.Join('|', Enumerable.Range(0, 10_000).Select(i => $"clips/{i}/no.png"))),
        Cell("a single text", "hello"),
        .. new Damage("a clip that is not there", manifest => manifest.Set("clip", "clips/99")).In(".tsv", ".jsonl", ".parquet"),
    ];

    private static void Good(string path) => HealthyManifest.Picture(path, SkiaSharp.SKEncodedImageFormat.Png, 1);

    private static Damage Cell(string name, string text) => new($"{name} as frames", manifest => manifest.Set("clip", text));

    private static Damage Folder(string name, Action<string> fill) => new($"{name} as frames", manifest =>
    {
        Directory.CreateDirectory(manifest.Own("clip"));
        fill(manifest.Own("clip"));
        manifest.SetOwn("clip", "clip");
    });
}
