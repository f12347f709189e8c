namespace MMPareto.Tests.Damage.Cases;

/// <summary>Something else stands where the manifest should.</summary>
internal static class WholeFileDamages
{
    private static readonly string[] Endings = [".csv", ".tsv", ".jsonl", ".parquet"];

    public static IEnumerable<Damage> All =>
    [
        .. Instead("an empty file", manifest => manifest.WriteBytes([])),
        .. Instead("no file", manifest => manifest.LeaveAsItIs()),
        .. Instead("a folder", manifest => Leave(manifest, path => Directory.CreateDirectory(path))),
        .. Instead("a link to nothing", manifest => Leave(manifest, path => File.CreateSymbolicLink(path, "nothing"))),
        .. Instead("a link to itself", manifest => Leave(manifest, path => File.CreateSymbolicLink(path, path))),
        .. Instead("a link to a folder", manifest => Leave(manifest, path => File.CreateSymbolicLink(path, Path.GetTempPath()))),
        .. Instead("noise", manifest => manifest.WriteBytes(Noise(5000))),
        .. Instead("a workbook", manifest => manifest.WriteBytes([.. "PK\u0003\u0004"u8, .. new byte[4000]])),
        .. Instead("a picture", manifest => manifest.WriteBytes(File.ReadAllBytes(Data.Images.Pictures.Reference("full.jpg")))),
        .. Instead("zero bytes", manifest => manifest.WriteBytes(new byte[10_000])),
        .. Instead("half of the file", manifest => manifest.WriteBytes(manifest.Bytes()[..(manifest.Bytes().Length / 2)])),
        .. OperatingSystem.IsLinux() ? OfLinux : [],
    ];

    private static IEnumerable<Damage> OfLinux =>
    [
        .. Instead("a pipe", manifest => Leave(manifest, SpecialFiles.MakePipe)),
        .. Instead("a link to a device without end", manifest => Leave(manifest, path => File.CreateSymbolicLink(path, "/dev/zero"))),
        .. Instead("a link to a device without content", manifest => Leave(manifest, path => File.CreateSymbolicLink(path, "/dev/null"))),
        .. Instead("a file of six gigabytes", manifest => Leave(manifest, path => SpecialFiles.MakeHoles(path, 6L << 30))),
        .. Instead("six gigabytes behind good rows", manifest =>
        {
            manifest.WriteBytes(manifest.Bytes());
            SpecialFiles.MakeHoles(manifest.Path, 6L << 30);
        }),
    ];

    private static IEnumerable<Damage> Instead(string name, Action<DamagedManifest> apply) => new Damage($"{name} as manifest", apply).In(Endings);

    private static void Leave(DamagedManifest manifest, Action<string> make)
    {
        make(manifest.Path);
        manifest.LeaveAsItIs();
    }

    private static byte[] Noise(int count)
    {
        var random = new MMPareto.Data.CounterRandom(1, 2);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt(256))];
    }
}
