namespace MMPareto.Fuzzing;

/// <summary>Where things are in the repository that the program was built in.</summary>
internal static class Repository
{
    private static string Root { get; } = FindRoot();

    /// <summary>The kept table.</summary>
    public static string Results => Path.Combine(Root, "docs", "results", "reliability", "fuzz.json");

    /// <summary>The page that shows it.</summary>
    public static string Page => Path.Combine(Root, "docs", "results", "reliability", "fuzzing.md");

    /// <summary>Where inputs of findings go.</summary>
    public static string Findings => Path.Combine(Root, "artifacts", "fuzz");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new FuzzException("fuzzing must run inside the repository; got no MMPareto.slnx above the program.");
    }
}
