using System.Text;
using SkiaSharp;

namespace MMPareto.Data.Images;

/// <summary>Opens files of pictures, and refuses what cannot or should not be decoded.</summary>
internal static class ImageFile
{
    private const int ShownBytes = 8;
    private const long SmallestBound = 16_000_000; // pictures of one colour take next to no room
    private const long PixelsInAByte = 10_000;

    /// <summary>Reads the header; no memory is set aside for pixels.</summary>
    /// <exception cref="DataException">
    /// Not a file, not a picture, or larger than <see cref="ImageHeader.MaximumPixels"/>.
    /// </exception>
    public static SKCodec Open(string path)
    {
        var beginning = Beginning(path);
        var codec = SKCodec.Create(path, out var result);
        if (result != SKCodecResult.Success) throw Refusal(path, beginning, result);
        try
        {
            RequireFormat(codec, path, beginning);
            RequireSize(codec.Info.Size, path);
            RequireCredibleSize(codec.Info.Size, path);
            return codec;
        }
        catch (DataException)
        {
            codec.Dispose();
            throw;
        }
    }

    private static byte[] Beginning(string path)
    {
        FileContent.Require(path);
        try
        {
            using var file = File.OpenHandle(path);
            var bytes = new byte[ShownBytes];
            var read = RandomAccess.Read(file, bytes, 0);
            return bytes[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileContent.Unreadable(path, e);
        }
    }

    /// <remarks>
    /// Other formats that Skia knows are refused: WBMP has no mark of its own, so that much which is no
    /// picture at all would pass for one.
    /// </remarks>
    private static void RequireFormat(SKCodec codec, string path, byte[] beginning)
    {
        if (codec.EncodedFormat is SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png
            or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Bmp or SKEncodedImageFormat.Gif) return;
        throw Refusal(path, beginning, SKCodecResult.Unimplemented);
    }

    private static void RequireSize(SKSizeI size, string path)
    {
        if ((long)size.Width * size.Height is > 0 and <= ImageHeader.MaximumPixels) return;
        throw new DataException(
            $"{path}: expected from 1 to {ImageHeader.MaximumPixels} pixels; found {size.Width} × {size.Height}. " +
            "Scale it down, or leave it out.");
    }

    /// <summary>Before room is made for them: few bytes that ask for many pixels are damaged, or made to do harm.</summary>
    private static void RequireCredibleSize(SKSizeI size, string path)
    {
        var (pixels, bytes) = ((long)size.Width * size.Height, FileSize.Of(path) ?? 0);
        if (pixels <= SmallestBound + (PixelsInAByte * bytes)) return;
        throw new DataException(
            $"{path}: expected at most {SmallestBound + (PixelsInAByte * bytes)} pixels in {bytes} bytes; found {size.Width} × {size.Height}. " +
            "It is damaged: get it anew.");
    }

    private static DataException Refusal(string path, byte[] beginning, SKCodecResult result)
    {
        var text = Encoding.ASCII.GetString(beginning.Select(b => b is > 31 and < 127 ? b : (byte)'.').ToArray());
        return result == SKCodecResult.IncompleteInput
            ? new DataException($"{path}: expected a picture; the file ends in its header. Get it anew.")
            : new DataException(
                $"{path}: expected a JPEG, PNG, WebP, BMP or GIF picture; found a file that begins with " +
                $"{Convert.ToHexString(beginning)} (\"{text}\"), or a damaged header. Is this the right file?");
    }
}
