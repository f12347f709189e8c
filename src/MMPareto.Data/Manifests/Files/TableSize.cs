namespace MMPareto.Data.Manifests.Files;

/// <summary>How large a table a file of some length may make, where its format writes much in little: memory is set aside only for what is credible.</summary>
internal static class TableSize
{
    private const long SmallestCells = 10_000_000;
    private const long CellsInAByte = 2;
    private const long CellsOfARow = 4; // what a row takes beside its cells
    private const long SmallestUnpacked = 64 << 20;
    private const long UnpackedInAByte = 16;
    private const long CharactersInAByte = 64; // texts that repeat stand in the file once

    /// <summary>The most rows.</summary>
    /// <param name="bytes">Length of the file.</param>
    /// <param name="columns">Columns of the table.</param>
    public static long MostRows(long bytes, int columns) => (SmallestCells + (CellsInAByte * bytes)) / (columns + CellsOfARow);

    /// <summary>The most bytes of all pages together, unpacked.</summary>
    /// <param name="bytes">Length of the file.</param>
    public static long MostUnpacked(long bytes) => SmallestUnpacked + (UnpackedInAByte * bytes);

    /// <summary>The most characters in all cells together.</summary>
    /// <param name="bytes">Length of the file.</param>
    public static long MostCharacters(long bytes) => SmallestUnpacked + (CharactersInAByte * bytes);
}
