namespace MMPareto.Cli.Commands;

/// <summary>Texts for a shell.</summary>
internal static class CommandText
{
    /// <summary>The command as it was typed, with quotes where a shell needs them.</summary>
    public static string OfProcess() =>
        string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Quote).Prepend("mmpareto"));

    /// <summary>A path as short as it can be from here.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    internal static string Quote(string argument) =>
        argument.Length > 0 && argument.All(IsPlain)
            ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char c) =>
        char.IsLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal);
}
