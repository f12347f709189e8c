namespace MMPareto.Reports.RunPages;

/// <summary>Names as parts of names of files and of places on a page.</summary>
internal static class FileName
{
    /// <summary>The name, with a hyphen for all but plain letters and digits.</summary>
    public static string Of(string name) =>
        string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
