using MMPareto.Data;
using MMPareto.Data.Images;

namespace MMPareto.Tests.Data.Images;

public class RandomResizedCropTests
{
    private const int Seeds = 1000;
    private static readonly RandomResizedCrop Crop = new();

    [Fact]
    public void Defaults_are_those_of_torchvision() => Assert.Equal(
        (0.08, 1.0, 0.75, 4.0 / 3, 0.5),
        (Crop.MinimumArea, Crop.MaximumArea, Crop.MinimumRatio, Crop.MaximumRatio, Crop.MirrorShare));

    [Theory]
    [InlineData(640, 480)]
    [InlineData(224, 224)]
    [InlineData(300, 700)]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    [InlineData(2000, 3)]
    public void Views_lie_within_the_picture(int width, int height) => Assert.All(Views(width, height), view =>
    {
        Assert.True(view.X >= 0 && view.Y >= 0 && view.Width >= 1 && view.Height >= 1);
        Assert.True(view.X + view.Width <= width && view.Y + view.Height <= height);
    });

    [Fact]
    public void Area_and_ratio_keep_their_range()
    {
        foreach (var view in Views(640, 480))
        {
            var area = (double)view.Width * view.Height / (640 * 480);
            var ratio = (double)view.Width / view.Height;
            Assert.InRange(area, 0.079, 1);
            Assert.InRange(ratio, 0.74, 1.35); // a pixel of rounding
        }
    }

    [Fact]
    public void Areas_spread_over_their_range_and_ratios_over_theirs()
    {
        var views = Views(1000, 1000).ToArray();
        var areas = views.Select(view => view.Width * view.Height / 1e6).ToArray();
        Assert.InRange(areas.Min(), 0.079, 0.09);
        Assert.InRange(areas.Max(), 0.93, 1);
        Assert.InRange(areas.Average(), 0.47, 0.54); // 0.54 less the large ones that do not fit
        Assert.InRange(views.Count(view => view.Width > view.Height), 430, 570);
    }

    [Fact]
    public void Half_of_the_views_are_mirrored() =>
        Assert.InRange(Views(640, 480).Count(view => view.Mirrored), 450, 550); // 3.2 standard deviations

    [Fact]
    public void Places_are_spread_evenly()
    {
        var views = Views(640, 480).Where(view => view.Width < 640).ToArray();
        Assert.InRange(views.Average(view => view.X / (double)(640 - view.Width)), 0.46, 0.54);
        views = [.. Views(640, 480).Where(view => view.Height < 480)];
        Assert.InRange(views.Average(view => view.Y / (double)(480 - view.Height)), 0.46, 0.54);
    }

    [Theory]
    [InlineData(1000, 10, 493, 0, 13, 10)]
    [InlineData(10, 1000, 0, 493, 10, 13)]
    public void A_picture_that_no_draw_fits_gives_its_middle(int width, int height, int x, int y, int w, int h) =>
        Assert.All(
            Views(width, height), view => Assert.Equal((x, y, w, h), (view.X, view.Y, view.Width, view.Height)));

    [Fact]
    public void Equal_seed_epoch_and_sample_give_equal_views_and_others_give_others()
    {
        Assert.Equal(Views(640, 480), Views(640, 480));
        Assert.Equal(Seeds, Views(6400, 4800).Distinct().Count());
        Assert.NotEqual(Crop.Draw(640, 480, Random(1, 0, 5)), Crop.Draw(640, 480, Random(1, 1, 5)));
        Assert.NotEqual(Crop.Draw(640, 480, Random(1, 0, 5)), Crop.Draw(640, 480, Random(1, 0, 6)));
    }

    [Fact]
    public void Decoding_a_part_gives_equal_bits_for_equal_generators()
    {
        float[] Decode(int epoch)
        {
            var values = new float[3 * 8 * 8];
            ImageDecoder.Decode(Pictures.Reference("noise.png"), new(3, 8, 8), Crop, Random(3, epoch, 1), values);
            return values;
        }
        Assert.Equal(Decode(0), Decode(0));
        Assert.NotEqual(Decode(0), Decode(1));
    }

    [Fact]
    public void The_whole_as_a_part_is_the_picture_of_evaluation_or_its_mirror()
    {
        var whole = new RandomResizedCrop
        {
            MinimumArea = 1,
            MinimumRatio = 23.0 / 17,
            MaximumRatio = 23.0 / 17,
            MirrorShare = 1,
        };
        var values = new float[3 * 17 * 23];
        ImageDecoder.Decode(Pictures.Reference("noise.png"), new(3, 17, 23), whole, Random(1, 1, 1), values);
        var expected = Pictures.Decode(Pictures.Reference("noise.png"), 3, 17, 23)
            .Chunk(23).SelectMany(row => row.Reverse());
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Settings_out_of_range_are_named_all_at_once()
    {
        var crop = new RandomResizedCrop
        {
            MinimumArea = 0,
            MaximumArea = 2,
            MinimumRatio = double.NaN,
            MaximumRatio = 1,
            MirrorShare = -1,
        };
        var error = Assert.Throws<ArgumentException>(crop.Validate);
        Assert.Equal(
            "MinimumArea must be above 0 and at most 1; got 0. MaximumArea must be from MinimumArea to 1; got 2. " +
            "MinimumRatio must be above 0; got NaN. MaximumRatio must be at least MinimumRatio; got 1. " +
            "MirrorShare must be from 0 to 1; got -1.", error.Message);
    }

    private static IEnumerable<ImageView> Views(int width, int height) =>
        Enumerable.Range(0, Seeds).Select(seed => Crop.Draw(width, height, Random(seed, 2, 7)));

    private static CounterRandom Random(long seed, int epoch, int sample) =>
        new(seed, RandomStreams.ImageView, epoch, sample);
}
