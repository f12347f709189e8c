namespace MMPareto.Data.MultiMnist;

/// <summary>Two digits of 28 × 28 pixels put into one picture, which is then made as small as one digit.</summary>
/// <remarks>
/// The canvas has 36 × 36 pixels, black. The left digit lies at rows and columns 0 to 27, the right one at 6 to 33; where
/// they overlap, the brighter pixel counts. Row i of the result is row ⌊(i + ½)·36/28⌋ of the canvas, and columns likewise
/// (nearest neighbour, by centres of pixels). Only pixels of the canvas that are kept are ever computed.
/// </remarks>
internal static class DigitPair
{
    /// <summary>Height and width of a digit, and of the result.</summary>
    public const int Size = 28;

    /// <summary>Number of pixels of a digit, and of the result.</summary>
    public const int Pixels = Size * Size;

    private const int CanvasSize = 36;
    private const int Shift = 6;

    private static readonly int[] Source = [.. Enumerable.Range(0, Size).Select(i => ((2 * i) + 1) * CanvasSize / (2 * Size))];

    /// <summary>The row (or column) of the canvas that a row (or column) of the result shows.</summary>
    public static int SourceOf(int index) => Source[index];

    /// <summary>Writes the result.</summary>
    /// <param name="left">Gray values of the left digit.</param>
    /// <param name="right">Gray values of the right digit, with its noise.</param>
    /// <param name="merged">Receives as many gray values.</param>
    public static void Merge(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> merged)
    {
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
                merged[(row * Size) + column] = Math.Max(
                    At(left, Source[row], Source[column]), At(right, Source[row] - Shift, Source[column] - Shift));
    }

    /// <summary>A digit's pixel; black outside.</summary>
    private static byte At(ReadOnlySpan<byte> digit, int row, int column) =>
        row is >= 0 and < Size && column is >= 0 and < Size ? digit[(row * Size) + column] : (byte)0;
}
