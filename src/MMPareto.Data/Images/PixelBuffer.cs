using System.Buffers;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace MMPareto.Data.Images;

/// <summary>Decoded pixels, four bytes each: red, green, blue (times alpha), alpha. Borrowed memory.</summary>
internal sealed class PixelBuffer : IDisposable
{
    public const int BytesPerPixel = 4;

    private const int LargestPooled = 1 << 26; // the pool keeps what it gets, rounded up to a power of two
    private readonly byte[] _bytes;
    private readonly bool _isPooled;

    private PixelBuffer(int width, int height)
    {
        (Width, Height) = (width, height);
        var length = width * height * BytesPerPixel;
        _isPooled = length <= LargestPooled;
        _bytes = _isPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);
    }

    public int Width { get; }

    public int Height { get; }

    private Span<uint> Pixels => MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan())[..(Width * Height)];

    /// <summary>Decodes a picture as it is stored, at full size or, JPEG only, at a half, quarter or eighth.</summary>
    /// <exception cref="DataException">The file is cut short or damaged.</exception>
    public static PixelBuffer Decode(SKCodec codec, string path, int shrink)
    {
        var size = shrink == 1 ? codec.Info.Size : codec.GetScaledDimensions(1f / shrink);
        var buffer = new PixelBuffer(size.Width, size.Height);
        buffer.Pixels.Clear(); // a format may leave pixels out
        var result = buffer.Fill(codec);
        if (result == SKCodecResult.Success) return buffer;
        buffer.Dispose();
        var found = result == SKCodecResult.IncompleteInput
            ? "the file ends before the last. It is cut short: get it anew."
            : $"found damage ({result}). Get it anew.";
        throw new DataException($"{path}: expected {codec.Info.Width} × {codec.Info.Height} pixels; {found}");
    }

    /// <summary>Bytes of part of a row.</summary>
    public ReadOnlySpan<byte> Row(int y, int firstX, int count) =>
        _bytes.AsSpan(((y * Width) + firstX) * BytesPerPixel, count * BytesPerPixel);

    /// <summary>A copy that stands upright.</summary>
    public PixelBuffer Turn(SKEncodedOrigin origin)
    {
        var (width, height) = origin.Upright(Width, Height);
        var turned = new PixelBuffer(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                turned.Pixels[(y * width) + x] = Pixels[origin.StoredPixel(x, y, Width, Height)];
        }
        return turned;
    }

    /// <summary>Puts the luminance of ITU-R BT.601, rounded, in place of red: gray pixels keep their value.</summary>
    public void RedToGray()
    {
        for (var i = 0; i < Width * Height * BytesPerPixel; i += BytesPerPixel)
            _bytes[i] = (byte)(((19595 * _bytes[i]) + (38470 * _bytes[i + 1]) + (7471 * _bytes[i + 2]) + 0x8000) >> 16);
    }

    public void Dispose()
    {
        if (_isPooled) ArrayPool<byte>.Shared.Return(_bytes);
    }

    private SKCodecResult Fill(SKCodec codec)
    {
        var pin = GCHandle.Alloc(_bytes, GCHandleType.Pinned);
        try
        {
            var format = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul);
            return codec.GetPixels(format, pin.AddrOfPinnedObject());
        }
        finally
        {
            pin.Free();
        }
    }
}
