using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.MultiMnist;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

public sealed class MultiMnistTests : IDisposable
{
    private const int Train = 600;
    private readonly TemporaryFolder _folder = new();
    private readonly MultiMnistOptions _options;

    public MultiMnistTests() => _options = new()
    {
        Folder = IdxFiles.Write(_folder, train: Train, test: 300, size: 28),
        ValidationSize = 200,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_one_image_and_two_tasks()
    {
        var splits = MultiMnistSplits.Load(_options);
        var train = (MultiMnistDataset)splits.Train;
        Assert.Equal([new("image", [1, 28, 28])], train.Modalities);
        Assert.Equal(["left", "right"], train.Targets.Select(target => target.Name));
        Assert.Equal(("multi-mnist/train", 10, 28, 28), (train.Name, train.ClassCount, train.Width, train.Height));
        Assert.Equal((400, 200, 300), (splits.Train.Count, splits.Validation.Count, splits.Test.Count));
    }

    /// <summary>⌊(i + ½)·9/7⌋: two columns of the canvas are passed over in each nine.</summary>
    [Fact]
    public void The_canvas_is_made_smaller_by_these_rows() => Assert.Equal(
        [0, 1, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 16, 17, 18, 19, 21, 22, 23, 25, 26, 27, 28, 30, 31, 32, 34, 35],
        Enumerable.Range(0, 28).Select(DigitPair.SourceOf));

    /// <summary>
    /// Canvas rows 0 to 5 hold the left digit alone, 7 to 27 both, 28 to 32 the right one alone, 34 and 35 nothing; in the
    /// result these are 0 to 4, 5 to 21, 22 to 25, and 26 and 27.
    /// </summary>
    [Theory]
    [InlineData(100, 200)]
    [InlineData(200, 100)]
    public void Each_region_shows_its_digit_and_the_overlap_the_brighter_one(byte left, byte right)
    {
        var merged = new byte[28 * 28];
        DigitPair.Merge(Uniform(left), Uniform(right), merged);
        for (var row = 0; row < 28; row++)
        {
            for (var column = 0; column < 28; column++)
            {
                bool inLeft = row <= 21 && column <= 21, inRight = row is >= 5 and <= 25 && column is >= 5 and <= 25;
                var expected = Math.Max(inLeft ? left : 0, inRight ? right : 0);
                Assert.Equal(expected, merged[(row * 28) + column]);
            }
        }
    }

    /// <summary>
    /// Pixel (10, 10) shows canvas (13, 13): left pixel (13, 13), place 377, and right pixel (7, 7), place 203. The files hold
    /// (7 · place + image) mod 256: 79 + image on the left, 141 + image on the right. Pixel (2, 4) shows (3, 5), left alone.
    /// </summary>
    [Fact]
    public void Pixels_are_those_computed_by_hand_and_are_normalised()
    {
        var test = (MultiMnistDataset)MultiMnistSplits.Load(_options).Test;
        for (var i = 0; i < test.Count; i++)
        {
            int left = (79 + test.ImageOf(i, 0)) % 256, right = (141 + test.ImageOf(i, 1)) % 256;
            var image = test.ReadSample(i)[0];
            Assert.Equal(((Math.Max(left, right) / 255.0) - 0.1307) / 0.3081, image[(10 * 28) + 10], 2e-6);
            Assert.Equal(((((7 * 89) + test.ImageOf(i, 0)) % 256 / 255.0) - 0.1307) / 0.3081, image[(2 * 28) + 4], 2e-6);
            Assert.Equal(-0.1307 / 0.3081, image[^1], 2e-6);
        }
    }

    [Fact]
    public void Labels_are_those_of_the_two_images()
    {
        var train = (MultiMnistDataset)MultiMnistSplits.Load(_options).Train;
        for (var i = 0; i < train.Count; i++)
        {
            Assert.Equal(train.ImageOf(i, 0) % 10, train.LabelOf(i));
            Assert.Equal(train.ImageOf(i, 0) % 10, train.LabelOf(i, 0));
            Assert.Equal(train.ImageOf(i, 1) % 10, train.LabelOf(i, 1));
        }
        Assert.Equal("task", Assert.Throws<ArgumentOutOfRangeException>(() => train.LabelOf(0, 2)).ParamName);
        Assert.Contains(Enumerable.Range(0, train.Count), i => train.LabelOf(i, 0) != train.LabelOf(i, 1));
    }

    [Fact]
    public void The_loader_gives_a_label_for_each_task()
    {
        var test = (MultiMnistDataset)MultiMnistSplits.Load(_options with { Limit = 20 }).Test;
        using var batch = Assert.Single(new BatchLoader(test, new() { BatchSize = 20, Shuffle = false }).Epoch(1));
        Assert.Equal([20, 2], batch.Labels.shape);
        Assert.Equal([20, 1, 28, 28], batch.Inputs["image"].shape);
        Assert.Equal(
            Enumerable.Range(0, 20).SelectMany(i => new[] { (long)test.LabelOf(i, 0), test.LabelOf(i, 1) }), batch.Labels.data<long>());
    }

    [Fact]
    public void The_right_digit_is_any_of_the_same_part()
    {
        var splits = MultiMnistSplits.Load(_options);
        foreach (var part in new[] { splits.Train, splits.Validation, splits.Test }.Cast<MultiMnistDataset>())
        {
            var left = Images(part, 0);
            var right = Images(part, 1);
            Assert.Subset(left.ToHashSet(), right.ToHashSet());
            // Drawn with replacement: a share 1 − 1/e = 0.632 of all images is drawn at least once.
            Assert.Equal(0.632, right.Distinct().Count() / (double)left.Length, 0.08);
        }
        Assert.Empty(Images((MultiMnistDataset)splits.Train, 0).Intersect(Images((MultiMnistDataset)splits.Validation, 0)));
    }

    [Fact]
    public void A_limit_keeps_parts_right_digits_and_noise()
    {
        var options = _options with { NoiseRight = 0.5 };
        var (whole, limited) = (MultiMnistSplits.Load(options), MultiMnistSplits.Load(options with { Limit = 50 }));
        foreach (var (all, few) in new[] { (whole.Train, limited.Train), (whole.Validation, limited.Validation), (whole.Test, limited.Test) })
        {
            Assert.Equal(50, few.Count);
            Assert.All(Enumerable.Range(0, 50).GroupBy(few.LabelOf), digit => Assert.Equal(5, digit.Count()));
            var places = Images((MultiMnistDataset)all, 0).ToList();
            for (var i = 0; i < few.Count; i++)
                Assert.Equal(all.ReadSample(places.IndexOf(((MultiMnistDataset)few).ImageOf(i, 0)))[0], few.ReadSample(i)[0]);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Noise_replaces_its_share_of_pixels_by_black_and_white_alike(double share)
    {
        var noise = new SaltAndPepper(share, seed: 3, file: 0);
        var pixels = Enumerable.Range(0, 100).SelectMany(sample => Noisy(noise, sample)).ToArray();
        var (black, white) = (pixels.Count(p => p == 0), pixels.Count(p => p == 255));
        Assert.Equal(pixels.Length, black + white + pixels.Count(p => p == 100));
        Assert.Equal(share, (black + white) / (double)pixels.Length, 0.008); // 4 standard deviations at one half: 0.007
        Assert.Equal(0.5, black / (double)(black + white), 0.025);
    }

    [Fact]
    public void More_noise_keeps_the_pixels_that_less_noise_replaces()
    {
        var (less, more) = (Noisy(new(0.3, 1, 0), 7), Noisy(new(0.6, 1, 0), 7));
        Assert.All(Enumerable.Range(0, less.Length).Where(i => less[i] != 100), i => Assert.Equal(less[i], more[i]));
        Assert.True(more.Count(p => p != 100) > less.Count(p => p != 100));
    }

    [Fact]
    public void Noise_differs_from_sample_to_sample_file_to_file_and_seed_to_seed()
    {
        byte[][] draws = [Noisy(new(0.5, 1, 0), 7), Noisy(new(0.5, 1, 0), 8), Noisy(new(0.5, 1, 1), 7), Noisy(new(0.5, 2, 0), 7)];
        for (var i = 0; i < draws.Length; i++)
            for (var j = 0; j < i; j++)
                Assert.InRange(draws[i].Zip(draws[j]).Count(pair => pair.First != pair.Second), 300, 784);
        Assert.Equal(draws[0], Noisy(new(0.5, 1, 0), 7));
        Assert.Equal(Uniform(100), Noisy(new(0, 1, 0), 7));
    }

    [Fact]
    public void Noise_spares_the_left_digit_and_what_lies_outside_of_the_right_one()
    {
        var clean = MultiMnistSplits.Load(_options).Test;
        var noisy = MultiMnistSplits.Load(_options with { NoiseRight = 1 }).Test;
        var (before, after) = (clean.ReadSample(4)[0], noisy.ReadSample(4)[0]);
        for (var i = 0; i < before.Length; i++)
            if (i / 28 is < 5 or > 25 || i % 28 is < 5 or > 25) Assert.Equal(before[i], after[i]);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void The_seed_decides_everything_and_the_hash_tells_data_apart()
    {
        MultiMnistOptions[] variants =
        [
            _options, _options with { Seed = 1 }, _options with { NoiseRight = 0.25 }, _options with { Limit = 50 },
            _options with { ValidationSize = 100 },
        ];
        var splits = variants.Select(MultiMnistSplits.Load).ToArray();
        var again = MultiMnistSplits.Load(_options);
        Assert.Equal(splits[0].ContentHash, again.ContentHash);
        Assert.Equal(splits[0].Train.Fingerprint(), again.Train.Fingerprint());
        Assert.NotEqual(splits[0].Test.Fingerprint(), splits[1].Test.Fingerprint());
        Assert.Equal(variants.Length, splits.Select(split => split.ContentHash).Distinct().Count());
        Assert.All(splits, split => Assert.Matches("^[0-9a-f]{64}$", split.ContentHash));
    }

    [Fact]
    public void The_preview_shows_the_bytes_that_are_normalised_in_gray()
    {
        var train = (MultiMnistDataset)MultiMnistSplits.Load(_options).Train;
        var rgb = new byte[3 * 28 * 28];
        train.ReadRgb(5, rgb);
        var image = train.ReadSample(5)[0];
        for (var i = 0; i < rgb.Length; i++) Assert.Equal(rgb[i], Math.Round(((image[i / 3] * 0.3081) + 0.1307) * 255));
    }

    [Fact]
    public void Notes_say_what_a_reader_should_know()
    {
        Assert.Equal(
            ["no noise on the right digit", "checksum unknown: the files are not the original MNIST"], MultiMnistSplits.Load(_options).Notes);
        Assert.Equal(
            [
                "12.5 % of the right digit's pixels are noise, in all three parts", "at most 9 images in each part",
                "checksum unknown: the files are not the original MNIST",
            ],
            MultiMnistSplits.Load(_options with { NoiseRight = 0.125, Limit = 9 }).Notes);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        IdxFiles.Write(_folder, train: 100, test: 50);
        Assert.Equal(
            $"{_folder.FullPath}: MultiMNIST needs images of 28 × 28 pixels; found 4 × 4. Use files with the size of MNIST's.",
            Assert.Throws<DataException>(() => MultiMnistSplits.Load(_options)).Message);
    }

    [Fact]
    public void Options_out_of_range_are_named_at_once()
    {
        Assert.Equal(
            "NoiseRight must be from 0 to 1; got NaN. ValidationSize must be at least 1; got 0. Limit must be at least 0; got -1.",
            Assert.Throws<ArgumentException>(() => MultiMnistSplits.Load(
                _options with { NoiseRight = double.NaN, ValidationSize = 0, Limit = -1 })).Message);
        Assert.Equal(
            "ValidationSize must be below the 600 training images; got 600.",
            Assert.Throws<ArgumentException>(() => MultiMnistSplits.Load(_options with { ValidationSize = Train })).Message);
        Assert.Equal(
            new MultiMnistOptions { Folder = null, NoiseRight = 0, ValidationSize = 5000, Limit = 0, Seed = 0 }, new MultiMnistOptions());
    }

    private static byte[] Uniform(byte value) => [.. Enumerable.Repeat(value, 28 * 28)];

    private static byte[] Noisy(SaltAndPepper noise, int sample)
    {
        var pixels = Uniform(100);
        noise.Apply(sample, pixels);
        return pixels;
    }

    private static int[] Images(MultiMnistDataset dataset, int task) =>
        [.. Enumerable.Range(0, dataset.Count).Select(i => dataset.ImageOf(i, task))];
}
