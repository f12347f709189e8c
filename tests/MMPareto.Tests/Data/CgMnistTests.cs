using MMPareto.Data;
using MMPareto.Data.CgMnist;
using MMPareto.Data.Mnist;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

public sealed class CgMnistTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CgMnistOptions _options;

    public CgMnistTests() => _options = new CgMnistOptions
    {
        Folder = IdxFiles.Write(_folder, train: 6000, test: 3000),
        ValidationSize = 2000,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_two_modalities_are_gray_and_colour()
    {
        var train = CgMnistSplits.Load(_options).Train;
        Assert.Equal([new("gray", [1, 4, 4]), new("colour", [3, 4, 4])], train.Modalities);
        Assert.Equal(10, train.ClassCount);
        Assert.Equal("cg-mnist/train", train.Name);
    }

    [Fact]
    public void A_pixel_is_normalised_as_computed_by_hand()
    {
        // Images of four pixels whose values are 63. Without jitter, digit 0 is crimson (220, 20, 60), and
        // 63/255 · (220, 20, 60) = (54.35, 4.94, 14.82) is rounded to (54, 5, 15).
        File.WriteAllBytes(_folder["train-images-idx3-ubyte"], Uniform(6000, 63));
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], Uniform(3000, 63));
        var train = CgMnistSplits.Load(_options with { ColourVariance = 0 }).Train;
        var sample = train.ReadSample(Enumerable.Range(0, train.Count).First(i => train.LabelOf(i) == 0));
        AssertClose([0.377666], sample[0].Distinct()); // (63/255 − 0.1307) / 0.3081
        AssertClose([-1.382280], sample[1][..4].Distinct()); // (54/255 − 0.4914) / 0.2023
        AssertClose([-2.319921], sample[1][4..8].Distinct()); // (5/255 − 0.4822) / 0.1994
        AssertClose([-1.928739], sample[1][8..].Distinct()); // (15/255 − 0.4465) / 0.2010
    }

    [Fact]
    public void The_tables_hold_the_published_numbers()
    {
        var values = new float[3];
        PixelTables.WriteGray([0, 63, 255], values);
        AssertClose([-0.424213, 0.377666, 2.821487], values);
        PixelTables.WriteChannel(220 / 255f, 0, [0, 63, 255], values); // bytes 0, 54, 220
        AssertClose([-2.429066, -1.382280, 1.835616], values);
        PixelTables.WriteChannel(20 / 255f, 1, [0, 63, 255], values); // bytes 0, 5, 20
        AssertClose([-2.418255, -2.319921, -2.024918], values);
        PixelTables.WriteChannel(60 / 255f, 2, [0, 63, 255], values); // bytes 0, 15, 60
        AssertClose([-2.221393, -1.928739, -1.050776], values);
    }

    [Fact]
    public void The_preview_shows_the_bytes_that_are_normalised()
    {
        var train = (CgMnistDataset)CgMnistSplits.Load(_options).Train;
        var rgb = new byte[3 * 16];
        train.ReadRgb(5, rgb);
        var planes = train.ReadSample(5)[1];
        double[] means = [0.4914, 0.4822, 0.4465], deviations = [0.2023, 0.1994, 0.2010];
        for (var i = 0; i < 3 * 16; i++)
        {
            var (pixel, c) = (i / 3, i % 3);
            var channel = (planes[(16 * c) + pixel] * deviations[c]) + means[c];
            Assert.Equal(rgb[i], Math.Round(channel * 255));
        }
        Assert.Equal((4, 4), (train.Width, train.Height));
    }

    [Fact]
    public void Colours_of_training_images_scatter_around_the_mean_of_their_digit()
    {
        // Small enough that hardly any channel is clamped, for colours away from the edges.
        var train = (CgMnistDataset)CgMnistSplits.Load(_options with { ColourVariance = 0.0004 }).Train;
        var teal = ColoursOf(train, digit: 1);
        Assert.Equal(128 / 255.0, teal.Average(colour => colour.Green), 0.005);
        Assert.Equal(128 / 255.0, teal.Average(colour => colour.Blue), 0.005);
        Assert.Equal(0.0004, Statistics.Variance([.. teal.Select(colour => (double)colour.Green)]), 0.0001);
        var covariance = teal.Average(colour => (colour.Green - (128 / 255.0)) * (colour.Blue - (128 / 255.0)));
        Assert.Equal(0, covariance, 0.0001); // channels are jittered independently
    }

    [Fact]
    public void Jitter_is_clamped_not_folded()
    {
        // Teal has no red: half the draws fall below 0. E max(0, N(0, σ²)) = σ / √(2π) = 0.0691 for σ² = 0.03.
        var teal = ColoursOf((CgMnistDataset)CgMnistSplits.Load(_options).Train, digit: 1);
        var reds = teal.Select(colour => colour.Red).ToArray();
        Assert.Equal(0.5, reds.Count(red => red == 0) / (double)reds.Length, 0.1);
        Assert.Equal(0.0691, reds.Average(), 0.02);
        Assert.All(reds, red => Assert.InRange(red, 0, 1));
    }

    [Fact]
    public void Colours_of_test_images_are_independent_of_the_label()
    {
        var test = (CgMnistDataset)CgMnistSplits.Load(_options with { ColourVariance = 0 }).Test;
        Assert.InRange(Statistics.ChiSquare(LabelsByColour(test)), 30, 126.1); // 99.9 % of 81 degrees of freedom
    }

    [Fact]
    public void Colours_of_test_images_are_equally_likely()
    {
        var table = LabelsByColour((CgMnistDataset)CgMnistSplits.Load(_options with { ColourVariance = 0 }).Test);
        var digits = Enumerable.Range(0, 10);
        var counts = digits.Select(colour => digits.Sum(label => table[label, colour]));
        Assert.InRange(Statistics.ChiSquare(counts, 300), 0, 27.9); // 99.9 % of 9 degrees of freedom
    }

    [Fact]
    public void Colours_of_validation_images_follow_the_test_by_default_and_training_if_asked()
    {
        var options = _options with { ColourVariance = 0 };
        var unbiased = LabelsByColour((CgMnistDataset)CgMnistSplits.Load(options).Validation);
        var biased = LabelsByColour(
            (CgMnistDataset)CgMnistSplits.Load(options with { Validation = ValidationColours.Biased }).Validation);
        Assert.InRange(Statistics.ChiSquare(unbiased), 30, 126.1);
        for (var label = 0; label < 10; label++) Assert.Equal(200, biased[label, label]);
    }

    [Fact]
    public void Validation_takes_every_digits_share_out_of_training()
    {
        var splits = CgMnistSplits.Load(_options);
        var (train, validation) = (Images(splits.Train), Images(splits.Validation));
        Assert.Equal(2000, validation.Length);
        Assert.Equal(Enumerable.Range(0, 6000), train.Concat(validation).Order());
        Assert.All(
            Enumerable.Range(0, 2000).GroupBy(splits.Validation.LabelOf), digit => Assert.Equal(200, digit.Count()));
    }

    [Fact]
    public void A_limit_keeps_shares_and_colours_and_parts()
    {
        var whole = CgMnistSplits.Load(_options);
        var limited = CgMnistSplits.Load(_options with { Limit = 100 });
        Assert.All(
            new[] { (whole.Train, limited.Train), (whole.Validation, limited.Validation), (whole.Test, limited.Test) },
            pair =>
            {
                var (all, few) = ((CgMnistDataset)pair.Item1, (CgMnistDataset)pair.Item2);
                Assert.Equal(100, few.Count);
                Assert.All(Enumerable.Range(0, 100).GroupBy(few.LabelOf), digit => Assert.Equal(10, digit.Count()));
                var colours = Enumerable.Range(0, all.Count).ToDictionary(all.ImageOf, all.ColourOf);
                Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(colours[few.ImageOf(i)], few.ColourOf(i)));
            });
    }

    [Fact]
    public void A_training_and_a_test_image_of_one_number_differ_in_colour()
    {
        var splits = CgMnistSplits.Load(_options);
        var validation = (CgMnistDataset)splits.Validation;
        var test = (CgMnistDataset)splits.Test;
        var shared = Enumerable.Range(0, validation.Count).Where(i => validation.ImageOf(i) < test.Count).ToArray();
        Assert.True(shared.Length > 500);
        Assert.All(shared, i => Assert.NotEqual(test.ColourOf(validation.ImageOf(i)), validation.ColourOf(i)));
    }

    [Fact]
    public void The_seed_decides_everything()
    {
        var first = CgMnistSplits.Load(_options);
        var same = CgMnistSplits.Load(_options);
        var other = CgMnistSplits.Load(_options with { Seed = 1 });
        Assert.Equal(first.Train.Fingerprint(), same.Train.Fingerprint());
        Assert.Equal(first.Test.Fingerprint(), same.Test.Fingerprint());
        Assert.NotEqual(first.Test.Fingerprint(), other.Test.Fingerprint());
        Assert.NotEqual(Images(first.Validation), Images(other.Validation));
    }

    [Fact]
    public void The_hash_tells_data_apart()
    {
        CgMnistOptions[] variants =
        [
            _options, _options with { Seed = 1 }, _options with { ColourVariance = 0.02 }, _options with { Limit = 50 },
            _options with { ValidationSize = 1000 }, _options with { Validation = ValidationColours.Biased },
        ];
        var hashes = variants.Select(options => CgMnistSplits.Load(options).ContentHash).ToList();
        Assert.Equal(hashes[0], CgMnistSplits.Load(_options).ContentHash);
        IdxFiles.Write(_folder, train: 6000, test: 2990);
        hashes.Add(CgMnistSplits.Load(_options).ContentHash);
        Assert.Equal(variants.Length + 1, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public void Notes_say_what_a_reader_should_know()
    {
        Assert.Equal(
            [
                "colour variance is 0.030",
                "validation colours are drawn by the test rule (unbiased)",
                "checksum unknown: the files are not the original MNIST",
            ],
            CgMnistSplits.Load(_options).Notes);
        Assert.Contains(
            "validation colours are drawn by the training rule (biased): they do not foretell the test",
            CgMnistSplits.Load(_options with { Validation = ValidationColours.Biased, Limit = 9 }).Notes);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        var error = Assert.Throws<DataException>(() => CgMnistSplits.Load(_options));
        Assert.Equal(
            $"{_folder.FullPath}: expected the files train-images-idx3-ubyte, train-labels-idx1-ubyte, " +
            "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (plain or .gz); missing: t10k-labels-idx1-ubyte. " +
            "Fetch them, or place them there.",
            error.Message);
    }

    [Fact]
    public void Images_of_two_sizes_are_refused()
    {
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], IdxFiles.Images(3000, size: 5));
        var error = Assert.Throws<DataException>(() => CgMnistSplits.Load(_options));
        Assert.Contains("expected images of 4 × 4 pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_named_at_once()
    {
        var options = _options with { ColourVariance = double.NaN, ValidationSize = 0, Limit = -1 };
        Assert.Equal(
            "ColourVariance must be from 0 to 1; got NaN. ValidationSize must be at least 1; got 0. " +
            "Limit must be at least 0; got -1.",
            Assert.Throws<ArgumentException>(() => CgMnistSplits.Load(options)).Message);
        Assert.Equal(
            "ValidationSize must be below the 6000 training images; got 6000.",
            Assert.Throws<ArgumentException>(() => CgMnistSplits.Load(_options with { ValidationSize = 6000 })).Message);
    }

    [Fact]
    public void Defaults_are_those_documented() => Assert.Equal(
        new CgMnistOptions
        {
            Folder = null,
            ColourVariance = 0.030,
            Validation = ValidationColours.Unbiased,
            ValidationSize = 5000,
            Limit = 0,
            Seed = 0,
        },
        new CgMnistOptions());

    private static void AssertClose(double[] expected, IEnumerable<float> found) => Assert.Equal(
        expected, found.Select(value => (double)value), (left, right) => Math.Abs(left - right) < 2e-6);

    private static byte[] Uniform(int count, byte value) =>
        IdxFiles.Encode([count, 2, 2], [.. Enumerable.Repeat(value, count * 4)]);

    private static Rgb[] ColoursOf(CgMnistDataset dataset, int digit) =>
        [.. Enumerable.Range(0, dataset.Count).Where(i => dataset.LabelOf(i) == digit).Select(dataset.ColourOf)];

    private static int[] Images(IMultimodalDataset dataset) =>
        [.. Enumerable.Range(0, dataset.Count).Select(((CgMnistDataset)dataset).ImageOf)];

    /// <summary>How often each label has each of the ten mean colours; needs a variance of 0.</summary>
    private static int[,] LabelsByColour(CgMnistDataset dataset)
    {
        var means = ColourRule.Means.ToList();
        var table = new int[10, 10];
        for (var i = 0; i < dataset.Count; i++) table[dataset.LabelOf(i), means.IndexOf(dataset.ColourOf(i))]++;
        return table;
    }
}
