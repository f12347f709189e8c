namespace MMPareto.Reports.RunPages;

/// <summary>Names as parts of names of files and of places on a page.</summary>
internal static class FileName
{
    private const int Longest = 80;

    /// <summary>The name, with a hyphen for all but plain letters and digits, cut where it is long.</summary>
    public static string Of(string name) =>
        string.Concat(name.ToLowerInvariant().Take(Longest).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
