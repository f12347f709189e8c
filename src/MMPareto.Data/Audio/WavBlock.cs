namespace MMPareto.Data.Audio;

/// <summary>The bytes of a data chunk.</summary>
/// <param name="Start">Where in the file they begin.</param>
/// <param name="Bytes">The samples.</param>
internal sealed record WavBlock(long Start, byte[] Bytes)
{
    /// <summary>What SoX writes for a size that it does not know.</summary>
    private const uint SoxPlaceholder = 0x7FFF_F000;

    /// <summary>Reads a data chunk; one of unknown size goes to the end of the file.</summary>
    /// <param name="chunks">Where it stands.</param>
    /// <param name="size">The size that it claims.</param>
    /// <param name="riffSize">The size that the file claims.</param>
    /// <param name="most">Bytes that are wanted; what follows is not read.</param>
    /// <exception cref="DataException">It holds fewer bytes than it claims, none, or too many.</exception>
    public static WavBlock Read(WavChunks chunks, uint size, uint riffSize, long most = long.MaxValue)
    {
        var start = chunks.Position;
        var isStreamed = size is 0 or SoxPlaceholder or uint.MaxValue;
        if (!isStreamed && size > most && chunks.Left >= size) return new(start, chunks.ReadUpTo(most));
        if (!isStreamed && size > WavFile.MaximumDataLength) throw TooLong(chunks, start, size);
        var bytes = chunks.ReadUpTo(isStreamed ? WavFile.MaximumDataLength + 1L : size);
        if (bytes.Length > WavFile.MaximumDataLength) throw TooLong(chunks, start, bytes.Length);
        if (!isStreamed && bytes.Length < size)
        {
            throw chunks.Error(chunks.Position, $"expected {size - bytes.Length} bytes more, of {size} of samples; " +
                "the file ends here. It is cut short: get it anew.");
        }
        var isTrulyEmpty = size == 0 && riffSize == chunks.Position - 8; // what follows are other chunks
        if (bytes.Length == 0 || isTrulyEmpty)
            throw chunks.Error(start, "expected samples; found none. The file is empty: get it anew.");
        return new WavBlock(start, bytes);
    }

    private static DataException TooLong(WavChunks chunks, long start, long length) =>
        chunks.Error(start, $"expected at most {WavFile.MaximumDataLength} bytes of samples; found {length}. " +
            "The file is damaged, or must be cut: ffmpeg -i in.wav -t 600 out.wav");
}
