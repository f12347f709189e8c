namespace MMPareto.Data.Manifests.Files;

/// <summary>A file that ends a reader which would go on for ever: one that asks beyond its end, or for the same bytes again and again.</summary>
/// <remarks>The Parquet library takes zeros for what is not there, and looks for the rest of a damaged column without end.</remarks>
/// <param name="file">The file.</param>
internal sealed class ParquetStream(FileStream file) : Stream
{
    private const int MostEmptyReads = 100;
    private const int MostPasses = 16;
    private const long SpareBytes = 1 << 24;
    private long _bytes;
    private int _emptyReads;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer) => Count(file.Read(buffer), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await file.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read, int asked)
    {
        _bytes += read;
        if (read == 0 && asked > 0) _emptyReads++;
        return _emptyReads <= MostEmptyReads && _bytes <= (MostPasses * file.Length) + SpareBytes ? read
            : throw new InvalidDataException("its parts do not end where they should.");
    }
}
