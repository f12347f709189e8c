namespace MMPareto.Tests.Damage.Cases;

/// <summary>Cells that name no file, or none below the root.</summary>
internal static class PathDamages
{
    private static readonly (string Column, string Ending)[] Columns = [("photo", ".png"), ("sound", ".wav"), ("signal", ".npy"), ("clip", "")];

    public static IEnumerable<Damage> All =>
    [
        .. Cell("a file that is not there", ending => $"no/such{ending}"),
        .. Cell("a path of the whole machine", ending => $"/etc/passwd{ending}"),
        .. Cell("a path out of the root", ending => $"../x{ending}"),
        .. Cell("a long way out of the root", ending => $"photos/../../../../../../etc/x{ending}"),
        .. Cell("the root itself", ending => ending.Length > 0 ? $"./../x{ending}" : "."),
        .. Cell("a web address", ending => $"https://example.org/x{ending}"),
        .. Cell("a file address", ending => $"file:///tmp/x{ending}"),
        .. Cell("a home folder", ending => $"~/x{ending}"),
        .. Cell("a path of Windows", ending => $"C:\\photos\\x{ending}"),
        .. Cell("a variable", ending => $"$HOME/x{ending}"),
        .. Cell("a star", ending => $"photos/*{ending}"),
        .. Cell("a name of three hundred characters", ending => new string('n', 300) + ending),
        .. Cell("a path of ten thousand characters", ending => string.Concat(Enumerable.Repeat("folder/", 1500)) + "x" + ending),
        .. Cell("a line break in a path", ending => $"photos/a\nb{ending}"),
        .. Cell("an escape sequence in a path", ending => $"photos/\u001b[2Ja{ending}"),
        .. Cell("a path through a file", ending => $"photos/1.png/x{ending}"),
        .. Own("a folder in place of a file", (path, ending) => Directory.CreateDirectory(path)),
        .. Own("an empty file", (path, _) => File.WriteAllBytes(path, [])),
        .. Own("a link that leads nowhere", (path, _) => File.CreateSymbolicLink(path, "nowhere")),
        .. Own("a link that leads to itself", (path, _) => File.CreateSymbolicLink(path, path)),
        .. OperatingSystem.IsLinux() ? OfLinux : [],
        .. Columns.SelectMany(column => new Damage($"a missing {column.Column}", manifest => manifest.Set(column.Column, $"no/such{column.Ending}", HealthyManifest.TestRow))
            .In(".tsv", ".jsonl", ".parquet")),
    ];

    private static IEnumerable<Damage> OfLinux =>
    [
        .. Own("a pipe", (path, _) => SpecialFiles.MakePipe(path)),
        .. Own("a link to a device without end", (path, _) => File.CreateSymbolicLink(path, "/dev/zero")),
        .. Own("a link to a device without content", (path, _) => File.CreateSymbolicLink(path, "/dev/null")),
        .. Own("a file of six gigabytes", (path, _) => SpecialFiles.MakeHoles(path, 6L << 30)),
    ];

    private static IEnumerable<Damage> Cell(string name, Func<string, string> path) => Columns.Select(column =>
        new Damage($"{name} as {column.Column}", manifest => manifest.Set(column.Column, path(column.Ending))));

    private static IEnumerable<Damage> Own(string name, Action<string, string> make) => Columns.Select(column =>
        new Damage($"{name} as {column.Column}", manifest =>
        {
            make(manifest.Own($"x{column.Ending}"), column.Ending);
            manifest.SetOwn(column.Column, $"x{column.Ending}");
        }));
}
