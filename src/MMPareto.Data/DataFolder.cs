namespace MMPareto.Data;

/// <summary>Where downloaded data is kept.</summary>
public static class DataFolder
{
    /// <summary>The environment variable that names the folder to use in place of the user's cache.</summary>
    public const string Variable = "MMPARETO_DATA";

    /// <summary>
    /// The folder of one data set: <c>$MMPARETO_DATA/NAME</c>, else a folder in the user's cache.
    /// </summary>
    /// <param name="name">The data set, such as <c>mnist</c>.</param>
    /// <returns>An absolute path; it need not exist yet.</returns>
    public static string For(string name) =>
        Path.GetFullPath(Path.Combine(Root(Environment.GetEnvironmentVariable), name));

    internal static string Root(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } chosen) return chosen;
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (OperatingSystem.IsWindows()) return Path.Combine(local, "mmpareto");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Caches", "mmpareto");
        var cache = variable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(home, ".cache");
        return Path.Combine(cache, "mmpareto");
    }
}
