namespace MMPareto.Data.Audio;

/// <summary>Finds installed programs, as a shell does; never in the working folder unless it was asked for.</summary>
internal static class ProgramPath
{
    /// <summary>The full path of a program, or null.</summary>
    /// <param name="program">A name, or a path, which stands for itself.</param>
    /// <param name="searchPath">Folders to look in; null for the environment's.</param>
    public static string? Find(string program, string? searchPath)
    {
        if (Path.GetFileName(program) != program) return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? $"{program}.exe" : program;
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
    }
}
