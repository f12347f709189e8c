namespace MMPareto.Data.Manifests;

/// <summary>Texts that look like paths, and name something else than a file below a folder.</summary>
internal static class CellPath
{
    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(number => (string[])[$"COM{number}", $"LPT{number}"])];

    /// <summary>Whether a text is a web address or the like; elsewhere than under Windows a path with a drive or a server; under Windows a device, or a
    /// stream of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWindows">Whether the program runs under Windows.</param>
    public static bool IsForeign(string text, bool isWindows) =>
        HasScheme(text) || text.StartsWith(@"\\?\", StringComparison.Ordinal) || text.StartsWith(@"\\.\", StringComparison.Ordinal)
        || (isWindows ? IsOddUnderWindows(text) : HasDrive(text) || text.StartsWith(@"\\", StringComparison.Ordinal));

    private static bool HasDrive(string text) => text.Length > 2 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/';

    private static bool HasScheme(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && char.IsAsciiLetter(text[0]) && text[..end].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
    }

    private static bool IsOddUnderWindows(string text)
    {
        var rest = HasDrive(text) ? text[2..] : text;
        return rest.Contains(':', StringComparison.Ordinal)
            || rest.Split('\\', '/').Any(part => Devices.Contains(part.Split('.')[0].Trim(), StringComparer.OrdinalIgnoreCase));
    }
}
