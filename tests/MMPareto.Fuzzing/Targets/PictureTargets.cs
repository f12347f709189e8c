using MMPareto.Data;
using MMPareto.Data.Images;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Samples;
using SkiaSharp;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Pictures, whose decoders are native code.</summary>
internal static class PictureTargets
{
    private static readonly ImageTransform Colour = new(3, 8, 8);
    private static readonly ImageTransform Gray = new(1, 3, 5);

    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Picture("png",
            new(Pictures.Png(9, 7, 3)), new(Pictures.Png(9, 7, 3), Pictures.WithPngSums), new(Pictures.Encoded(SKEncodedImageFormat.Png, 16, 16), Pictures.WithPngSums),
            new([.. Enumerable.Range(0, 7 * 28).Select(i => (byte)(i % 28 == 0 ? i / 28 % 5 : i))], rows => Pictures.PngOf(9, 7, rows))),
        Picture("jpeg", new(Pictures.Encoded(SKEncodedImageFormat.Jpeg, 20, 12)), new(Pictures.Encoded(SKEncodedImageFormat.Jpeg, 64, 64, 20))),
        Picture("webp", new(Pictures.Encoded(SKEncodedImageFormat.Webp, 16, 12)), new(Pictures.Encoded(SKEncodedImageFormat.Webp, 16, 12, 100))),
        Picture("bmp", new Seed(Pictures.Bmp(7, 5))),
        Picture("gif", new Seed(Pictures.Gif())),
    ];

    private static FuzzTarget Picture(string ending, params Seed[] seeds) => new(ending, folder =>
        FuzzSubject.OfFile(folder[$"a.{ending}"], seeds, path =>
        {
            ImageHeader.Read(path);
            ImageDecoder.Decode(path, Colour, new float[Colour.Length]);
            ImageDecoder.Decode(path, Gray, new RandomResizedCrop(), new CounterRandom(1), new float[Gray.Length]);
        }, typeof(DataException)))
    {
        IsNative = true,
        AllowedBytes = 1L << 30, // a header may credibly ask for 100 million pixels of 4 bytes, here twice
    };
}
