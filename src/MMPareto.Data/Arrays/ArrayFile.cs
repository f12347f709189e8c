using Microsoft.Win32.SafeHandles;

namespace MMPareto.Data.Arrays;

/// <summary>An open file whose troubles are told as <see cref="DataException"/>.</summary>
internal sealed class ArrayFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private ArrayFile(string path, SafeFileHandle handle) =>
        (Path, _handle, Length) = (path, handle, RandomAccess.GetLength(handle));

    public string Path { get; }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    public static ArrayFile Open(string path)
    {
        FileContent.Require(path);
        try
        {
            return new ArrayFile(path, File.OpenHandle(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileContent.Unreadable(path, e);
        }
    }

    /// <summary>Reads until the buffer is full.</summary>
    public void Fill(Span<byte> buffer, long position)
    {
        try
        {
            while (buffer.Length > 0)
            {
                var read = RandomAccess.Read(_handle, buffer, position);
                if (read == 0) throw EndsAt(position, buffer.Length);
                buffer = buffer[read..];
                position += read;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileContent.Unreadable(Path, e);
        }
    }

    public void Dispose() => _handle.Dispose();

    private DataException EndsAt(long position, int missing) => new(
        $"{Path}, byte {position}: expected {missing} bytes more; the file ends here. It is cut short: get it anew.");
}
