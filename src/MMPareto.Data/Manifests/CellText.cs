namespace MMPareto.Data.Manifests;

/// <summary>Cells and names in messages.</summary>
internal static class CellText
{
    private const int Room = 60;
    private const int MostListed = 12;

    /// <summary>A text on one line, cut where it is long, without characters that a terminal would obey or turn round.</summary>
    public static string Shown(ReadOnlySpan<char> text, int room = Room) => ShownText.Of(text, room);

    /// <summary>The first of some texts, and how many more there are.</summary>
    public static string Listed(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(MostListed).Select(text => Shown(text))) + (texts.Count > MostListed ? $" and {texts.Count - MostListed} more" : "");

    /// <summary>A name of a column or key: blanks and line breaks within count as one blank.</summary>
    public static string Name(string text) => string.Join(' ', text.Split(
        [.. text.Where(c => char.IsControl(c) || char.IsWhiteSpace(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries));
}
