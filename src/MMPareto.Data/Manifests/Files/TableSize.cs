namespace MMPareto.Data.Manifests.Files;

/// <summary>How large a table a file of some length may make, where its format writes much in little: memory is set aside only for what is credible.</summary>
/// <remarks>CSV needs none of it: a cell takes a byte there at least.</remarks>
internal static class TableSize
{
    private const long Smallest = 192L << 20; // a million rows of twenty values that repeat
    private const long BytesInAByte = 20;
    private const long BytesOfARow = 32, BytesOfACell = 8, BytesOfAText = 32;
    private const long SmallestUnpacked = 160 << 20;
    private const long UnpackedInAByte = 16;
    private const long SmallestCharacters = 128_000_000;
    private const long CharactersInAByte = 16;

    /// <summary>Memory for all rows, in bytes: their cells, and texts that stand in no other cell.</summary>
    /// <param name="length">Length of the file.</param>
    public static long MostBytes(long length) => Smallest + (BytesInAByte * length);

    /// <summary>Memory of rows whose texts are known already, in bytes.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public static double BytesOf(long rows, int columns) => (double)rows * (BytesOfARow + (BytesOfACell * columns));

    /// <summary>Memory of a text, in bytes.</summary>
    /// <param name="characters">Its characters.</param>
    public static long BytesOfText(int characters) => BytesOfAText + (2L * characters);

    /// <summary>The most bytes of all pages together, unpacked.</summary>
    /// <param name="length">Length of the file.</param>
    public static long MostUnpacked(long length) => SmallestUnpacked + (UnpackedInAByte * length);

    /// <summary>The most characters in long texts of all cells, also of texts that are one in memory: who reads them takes time for each.</summary>
    /// <param name="length">Length of the file.</param>
    public static long MostCharacters(long length) => SmallestCharacters + (CharactersInAByte * length);
}
