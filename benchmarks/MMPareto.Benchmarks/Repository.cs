namespace MMPareto.Benchmarks;

/// <summary>Where things are in the repository that the program was built in.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of answers.</summary>
    public static string Results => Path.Combine(Root, "benchmarks", "results");

    /// <summary>A hand-written list: why a bar is not met.</summary>
    public static string Reasons => Path.Combine(Root, "benchmarks", "reasons.md");

    /// <summary>A hand-written part of the page: what was tried and did not help.</summary>
    public static string Tried => Path.Combine(Root, "benchmarks", "tried.md");

    /// <summary>The page that is made of the answers.</summary>
    public static string Page => Path.Combine(Root, "docs", "performance.md");

    /// <summary>The plot of resident size and live tensors over a long run.</summary>
    public static string EndurancePlot => Path.Combine(Root, "docs", "results", "reliability", "endurance.svg");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new BenchmarkException("the benchmarks must run inside the repository; got no MMPareto.slnx above them.");
    }
}
