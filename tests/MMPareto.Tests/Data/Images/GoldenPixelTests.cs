using MMPareto.Data.Images;

namespace MMPareto.Tests.Data.Images;

/// <summary>Pixels as Pillow sees them: tests/reference/images.</summary>
public class GoldenPixelTests
{
    [Theory]
    [InlineData("rgb.png", 9, 7, 3)]
    [InlineData("gray.png", 9, 7, 1)]
    [InlineData("palette.png", 9, 7, 3)]
    [InlineData("bits.png", 9, 7, 1)]
    [InlineData("interlaced.png", 9, 7, 3)]
    [InlineData("lossless.webp", 9, 7, 3)]
    [InlineData("rgb.bmp", 9, 7, 3)]
    [InlineData("palette.gif", 9, 7, 3)]
    [InlineData("animated.gif", 9, 7, 3)]
    [InlineData("noise.png", 23, 17, 3)]
    public void Lossless_formats_come_bit_for_bit(string name, int width, int height, int channels)
    {
        Assert.Equal(new ImageHeader(width, height, channels), ImageHeader.Read(Pictures.Reference(name)));
        Assert.Equal(Expected(name), Pictures.Decode(Pictures.Reference(name), 3, height, width));
    }

    [Theory]
    [InlineData("full.jpg", 3, 2)]
    [InlineData("half.jpg", 3, 2)]
    [InlineData("progressive.jpg", 3, 2)]
    [InlineData("gray.jpg", 1, 2)]
    [InlineData("cmyk.jpg", 3, 2)]
    [InlineData("lossy.webp", 3, 2)]
    public void Lossy_formats_come_within_two_levels(string name, int channels, double levels)
    {
        Assert.Equal(new ImageHeader(20, 12, channels), ImageHeader.Read(Pictures.Reference(name)));
        Pictures.AssertClose(Expected(name), Pictures.Decode(Pictures.Reference(name), 3, 12, 20), levels);
    }

    [Theory]
    [InlineData("rgba.png", 3)]
    [InlineData("gray-alpha.png", 3)]
    [InlineData("gray16.png", 1)]
    public void Alpha_on_black_and_sixteen_bits_come_within_one_level(string name, int channels)
    {
        Assert.Equal(new ImageHeader(9, 7, channels), ImageHeader.Read(Pictures.Reference(name)));
        Pictures.AssertClose(Expected(name), Pictures.Decode(Pictures.Reference(name), 3, 7, 9), 1.001);
    }

    [Theory]
    [InlineData(1, 20, 12)]
    [InlineData(2, 20, 12)]
    [InlineData(3, 20, 12)]
    [InlineData(4, 20, 12)]
    [InlineData(5, 12, 20)]
    [InlineData(6, 12, 20)]
    [InlineData(7, 12, 20)]
    [InlineData(8, 12, 20)]
    public void Orientations_of_exif_stand_upright(int orientation, int width, int height)
    {
        var name = $"exif-{orientation}.jpg";
        Assert.Equal(new ImageHeader(width, height, 3), ImageHeader.Read(Pictures.Reference(name)));
        Pictures.AssertClose(Expected(name), Pictures.Decode(Pictures.Reference(name), 3, height, width), 2);
    }

    [Fact]
    public void Gray_is_the_luminance()
    {
        var expected = Pictures.ByChannel(File.ReadAllBytes(Pictures.Reference("noise.png.gray")), channels: 1);
        Assert.Equal(expected, Pictures.Decode(Pictures.Reference("noise.png"), 1, 17, 23));
    }

    [Fact]
    public void A_gray_picture_read_as_gray_keeps_its_values() =>
        Assert.Equal(Expected("gray.png")[..63], Pictures.Decode(Pictures.Reference("gray.png"), 1, 7, 9));

    [Fact]
    public void Scaling_is_that_of_torchvision_bit_for_bit()
    {
        var expected = Expected("rgb.png");
        for (var i = 0; i < expected.Length; i++)
        {
            var channel = i / 63;
            expected[i] -= new[] { 0.485f, 0.456f, 0.406f }[channel];
            expected[i] /= new[] { 0.229f, 0.224f, 0.225f }[channel];
        }
        Assert.Equal(expected, Pictures.Decode(Pictures.Reference("rgb.png"), 3, 7, 9, ImageScaling.ImageNet));
    }

    private static float[] Expected(string name) =>
        Pictures.ByChannel(File.ReadAllBytes(Pictures.Reference(name + ".rgb")));
}
