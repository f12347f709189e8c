namespace MMPareto.Tests.Data;

/// <summary>Files under tests/reference, each folder with the script that made them.</summary>
internal static class ReferenceFolder
{
    private static string Root { get; } = FindRoot();

    public static string PathOf(string folder, string name) => Path.Combine(Root, "tests", "reference", folder, name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
