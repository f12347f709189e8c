using MMPareto.Data;
using MMPareto.Data.Images;
using MMPareto.Tests.Support;
using SkiaSharp;

namespace MMPareto.Tests.Data.Images;

public sealed class ResamplingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8, 6)]
    [InlineData(36, 27)]
    [InlineData(23, 5)]
    [InlineData(5, 17)]
    [InlineData(1, 1)]
    public void Sizes_change_as_in_pillow(int width, int height)
    {
        var name = Pictures.Reference("noise.png");
        var expected = Pictures.ByChannel(File.ReadAllBytes($"{name}.{width}-{height}.rgb"));
        Pictures.AssertClose(expected, Pictures.Decode(name, 3, height, width), 1.01); // Pillow rounds twice
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(4, 3)]
    public void A_part_changes_as_if_it_were_cut_out_first(int width, int height)
    {
        var name = Pictures.Reference("noise.png");
        var expected = Pictures.ByChannel(File.ReadAllBytes($"{name}.crop-{width}-{height}.rgb"));
        Pictures.AssertClose(expected, Part(name, new ImageView(5, 3, 12, 11, Mirrored: false), width, height), 1.01);
    }

    [Fact]
    public void A_mirrored_view_is_the_view_from_right_to_left()
    {
        var name = Pictures.Reference("noise.png");
        var view = new ImageView(5, 3, 12, 11, Mirrored: false);
        var expected = Part(name, view, 7, 4).Chunk(7).SelectMany(row => row.Reverse());
        Assert.Equal(expected, Part(name, view with { Mirrored = true }, 7, 4));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 200, 100, 20, 10, 0.6)]
    [InlineData(SKEncodedImageFormat.Png, 203, 101, 31, 17, 0.6)]
    [InlineData(SKEncodedImageFormat.Jpeg, 640, 480, 160, 120, 2)] // decoded at a half
    [InlineData(SKEncodedImageFormat.Jpeg, 640, 480, 80, 60, 2)] // a quarter
    [InlineData(SKEncodedImageFormat.Jpeg, 643, 483, 40, 30, 2)] // an eighth, of sides that 8 does not divide
    public void A_gradient_becomes_the_mean_of_its_areas(
        SKEncodedImageFormat format, int width, int height, int targetWidth, int targetHeight, double levels)
    {
        var path = Pictures.Write(
            _folder["picture"], format, width, height, (x, y) => (255.0 * x / width, 255.0 * y / height, 120));
        var values = Pictures.Decode(path, 3, targetHeight, targetWidth);
        var worst = 0.0;
        for (var y = 1; y < targetHeight - 1; y++) // at the edges the triangle is cut off
        {
            for (var x = 1; x < targetWidth - 1; x++)
            {
                var mean = (
                    R: 255 * (((x + 0.5) / targetWidth) - (0.5 / width)),
                    G: 255 * (((y + 0.5) / targetHeight) - (0.5 / height)));
                var place = (y * targetWidth) + x;
                worst = Math.Max(worst, Math.Abs(mean.R - (values[place] * 255)));
                worst = Math.Max(worst, Math.Abs(mean.G - (values[(targetWidth * targetHeight) + place] * 255)));
            }
        }
        Assert.InRange(worst, 0, levels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_part_of_a_jpeg_that_is_decoded_smaller_is_where_it_was(int seed)
    {
        var path = Pictures.Write(
            _folder["picture"], SKEncodedImageFormat.Jpeg, 640, 480, (x, y) => (255.0 * x / 640, 255.0 * y / 480, 120));
        var crop = new RandomResizedCrop { MinimumArea = 0.4, MaximumArea = 0.5, MirrorShare = 0 };
        var (random, values) = (new CounterRandom(seed), new float[3 * 20 * 20]);
        ImageDecoder.Decode(path, new(3, 20, 20), crop, random, values);
        var view = crop.Draw(640, 480, random);
        for (var i = 1; i < 19; i++)
        {
            var (x, y) = (view.X + ((i + 0.5) * view.Width / 20) - 0.5, view.Y + ((i + 0.5) * view.Height / 20) - 0.5);
            Assert.InRange((values[(20 * i) + i] * 255) - (255 * x / 640), -2, 2);
            Assert.InRange((values[400 + (20 * i) + i] * 255) - (255 * y / 480), -2, 2);
        }
    }

    [Fact]
    public void Fine_patterns_become_gray_and_not_coarse_patterns()
    {
        var path = Pictures.Write(_folder["board.png"], SKEncodedImageFormat.Png, 64, 64, (x, y) =>
            (x + y) % 2 == 0 ? (0, 0, 0) : (254, 254, 254));
        Assert.All(Pictures.Decode(path, 3, 9, 9), value => Assert.Equal(127, value * 255, 1.5));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(0)]
    [InlineData(131)]
    public void One_colour_stays_itself_and_within_bounds(int level)
    {
        var path = Pictures.Write(_folder["one.png"], SKEncodedImageFormat.Png, 37, 29, (_, _) => (level, level, level));
        foreach (var (width, height) in new[] { (11, 7), (64, 64), (37, 3) })
        {
            var values = Pictures.Decode(path, 3, height, width);
            Assert.All(values, value => Assert.InRange(value, 0, 1));
            Assert.All(values, value => Assert.Equal(level / 255f, value, 1e-6f));
        }
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ImageDecoder.Decode(
            Pictures.Reference("rgb.png"), new ImageTransform(3, 4, 5), new float[59]));
        Assert.StartsWith(
            "destination must have 60 values, for [3, 4, 5] (x - [0]) / [1]; got 59.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_range_are_named_all_at_once()
    {
        var transform = new ImageTransform(2, 0, 99999) { Scaling = new([0, 0], [0]) };
        var error = Assert.Throws<ArgumentException>(transform.Validate);
        Assert.Equal(
            "Channels must be 1 or 3; got 2. Height must be from 1 to 16384; got 0. Width must be from 1 to 16384; " +
            "got 99999. Scaling must have one finite mean and positive deviation, or one for each channel; " +
            "got (x - [0, 0]) / [0].", error.Message);
    }

    private static float[] Part(string path, ImageView view, int width, int height)
    {
        using var codec = ImageFile.Open(path);
        using var pixels = PixelBuffer.Decode(codec, path, shrink: 1);
        var values = new float[3 * height * width];
        Resampler.Write(
            pixels, ResampleAxis.Create(view.X, view.Width, width, view.Mirrored),
            ResampleAxis.Create(view.Y, view.Height, height), new ImageTransform(3, height, width), values);
        return values;
    }
}
