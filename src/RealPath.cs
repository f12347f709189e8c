namespace MMPareto;

/// <summary>Paths with their links followed, for libraries that open what others name.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as in Linux

    /// <summary>Whether a path lies below a folder, as their texts tell.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="path">A full path.</param>
    public static bool IsBelow(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative is not ("." or "..") && !Path.IsPathRooted(relative)
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>Whether a path below a folder leads out of it by a link, at its end or on the way, or in a circle. The folder may be a link.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="path">A full path below it.</param>
    public static bool LeadsOut(string folder, string path) =>
        HasLink(folder, path) && !(Of(folder) is { } root && Of(path) is { } target && IsBelow(root, target));

    /// <summary>The path without links, as far as it exists; null when links go round in a circle.</summary>
    /// <param name="path">A full path.</param>
    public static string? Of(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var ahead = new Stack<string>();
        Push(path[real.Length..]);
        var links = 0;
        while (ahead.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(Path.GetFullPath(target))!;
            Push(target[Path.GetPathRoot(target)!.Length..]);
        }
        return real;

        void Push(string text)
        {
            string[] parts = [.. text.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Where(part => part is not ("" or "."))];
            foreach (var part in parts.Reverse()) ahead.Push(part);
        }
    }

    private static bool HasLink(string folder, string path)
    {
        for (var part = path; part is not null && IsBelow(folder, part); part = Path.GetDirectoryName(part))
            if (new FileInfo(part).LinkTarget is not null) return true;
        return false;
    }
}
