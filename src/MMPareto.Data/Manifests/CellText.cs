namespace MMPareto.Data.Manifests;

/// <summary>Cells in messages.</summary>
internal static class CellText
{
    private const int Room = 60;

    /// <summary>A cell on one line, cut where it is long, without control characters.</summary>
    public static string Shown(ReadOnlySpan<char> cell)
    {
        var cut = cell.Length > Room ? cell[..Room] : cell;
        var shown = cut.ToString();
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim() + (cell.Length > Room ? "…" : "");
    }
}
