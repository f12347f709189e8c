using MMPareto.Data.Playground;

namespace MMPareto.Tests.Data;

public class PlaygroundTests
{
    private static readonly PlaygroundOptions Calm = new() { Conflict = [0], Imbalance = 0, TrainSize = 4000 };

    [Fact]
    public void Modalities_are_numbered_from_one()
    {
        var train = Generate(new() { Modalities = 3, Features = 8 });
        Assert.Equal([new("m1", [8]), new("m2", [8]), new("m3", [8])], train.Modalities);
        Assert.Equal("playground/train", train.Name);
    }

    [Fact]
    public void Without_noise_a_sample_is_its_prototype_times_the_strength()
    {
        var train = Generate(Calm with { Noise = [0], Signal = [2, 5] });
        for (var m = 0; m < 2; m++)
        {
            var sample = train.ReadSample(6)[m]; // label 6 mod 4 = 2
            var expected = train.PrototypeOf(m, 2).ToArray().Select(value => (float)(value * (m == 0 ? 2 : 5)));
            Assert.Equal([.. expected, -1f], sample);
        }
    }

    [Fact]
    public void Prototypes_are_unit_vectors_at_right_angles()
    {
        var train = Generate(new() { Classes = 7, Features = 8, Modalities = 3 });
        for (var m = 0; m < 3; m++)
            for (var a = 0; a < 7; a++)
                for (var b = 0; b < 7; b++)
                    Assert.Equal(a == b ? 1 : 0, Dot(train.PrototypeOf(m, a), train.PrototypeOf(m, b)), 1e-12);
        Assert.NotEqual(train.PrototypeOf(0, 0).ToArray(), train.PrototypeOf(1, 0).ToArray());
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for()
    {
        var train = Generate(Calm with { Signal = [0], Noise = [0.5, 2] });
        for (var m = 0; m < 2; m++)
        {
            var samples = Enumerable.Range(0, 1000).SelectMany(i => train.ReadSample(i)[m][..^1]);
            var values = samples.Select(value => (double)value).ToArray();
            Assert.Equal(0, values.Average(), 0.06);
            Assert.Equal(m == 0 ? 0.25 : 4, Statistics.Variance(values), m == 0 ? 0.01 : 0.15);
        }
    }

    [Fact]
    public void Accuracy_of_the_nearest_prototype_falls_with_noise()
    {
        double[] noises = [0.5, 1, 2, 4];
        var accuracies = Array.ConvertAll(noises, noise => Accuracy(Generate(Calm with { Noise = [noise] }), 0));
        Assert.Equal(accuracies.OrderDescending(), accuracies);
        Assert.InRange(accuracies[0], 0.99, 1);
        Assert.InRange(accuracies[3], 0.3, 0.5); // chance is 0.25
    }

    [Fact]
    public void Imbalance_orders_the_modalities_from_easy_to_hard()
    {
        var balanced = Accuracies(Calm with { Modalities = 4 });
        var unbalanced = Accuracies(Calm with { Modalities = 4, Imbalance = 0.4 });
        Assert.InRange(balanced.Max() - balanced.Min(), 0, 0.02);
        for (var m = 1; m < 4; m++) Assert.InRange(unbalanced[m - 1] - unbalanced[m], 0.07, 0.6);
        Assert.Equal(balanced[0], unbalanced[0], 0.02);
    }

    [Fact]
    public void Total_imbalance_leaves_the_others_at_chance()
    {
        var accuracies = Accuracies(Calm with { Imbalance = 1 });
        Assert.True(accuracies[0] > 0.9);
        Assert.Equal(0.25, accuracies[1], 0.03);
    }

    [Fact]
    public void Flips_occur_at_the_conflict_rate_in_each_modality()
    {
        var train = Generate(Calm with { Modalities = 3, Conflict = [0, 0.3, 0.7] });
        Assert.Equal([0, 0.3, 0.7], Enumerable.Range(0, 3).Select(m => Math.Round(FlipRate(train, m), 1)));
        Assert.Equal(0.3, FlipRate(train, 1), 0.025);
        Assert.Equal(0.7, FlipRate(train, 2), 0.025);
    }

    [Fact]
    public void A_flipped_modality_shows_the_next_class_and_the_following_one_bears_the_mark()
    {
        var train = Generate(Calm with { Modalities = 3, Conflict = [0.5], Noise = [0] });
        for (var i = 0; i < 300; i++)
        {
            var sample = train.ReadSample(i);
            for (var m = 0; m < 3; m++)
            {
                var flipped = train.IsFlipped(i, m);
                Assert.Equal((train.LabelOf(i) + (flipped ? 1 : 0)) % 4, Nearest(train, m, sample[m]));
                Assert.Equal(flipped ? 1 : -1, sample[(m + 1) % 3][^1]);
            }
        }
    }

    [Fact]
    public void Conflict_misleads_one_modality_and_its_mark_undoes_it()
    {
        var train = Generate(Calm with { Conflict = [0.5, 0], Signal = [8] });
        Assert.Equal(0.5, Accuracy(train, 0), 0.03);
        var undone = Enumerable.Range(0, train.Count).Count(i =>
        {
            var sample = train.ReadSample(i);
            var shift = sample[1][^1] > 0 ? 1 : 0;
            return (Nearest(train, 0, sample[0]) + 4 - shift) % 4 == train.LabelOf(i);
        });
        Assert.InRange(undone / (double)train.Count, 0.99, 1);
    }

    [Fact]
    public void Opposition_shows_the_confounder_in_all_modalities_and_adds_it_to_the_last()
    {
        var train = Generate(Calm with { Modalities = 3, Opposition = 0.75, Noise = [0], Signal = [2], Imbalance = 0, Conflict = [0] });
        for (var i = 0; i < 300; i++)
        {
            var (sample, label, confounder) = (train.ReadSample(i), train.LabelOf(i), train.ConfounderOf(i));
            for (var m = 0; m < 3; m++)
            {
                for (var c = 0; c < 4; c++)
                {
                    var expected = m < 2 ? (c == confounder ? 2 : 0) : (c == label ? 2 : 0) + (c == confounder ? 1.5 : 0);
                    var projection = 0.0;
                    for (var d = 0; d < train.PrototypeOf(m, c).Length; d++) projection += sample[m][d] * train.PrototypeOf(m, c)[d];
                    Assert.Equal(expected, projection, 1e-5);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(0.4, 0.55)]
    [InlineData(1, 1)]
    public void The_confounder_is_the_samples_own_class_as_often_as_confounding_says(double confounding, double rate)
    {
        var train = Generate(Calm with { Opposition = 1, Confounding = confounding });
        Assert.Equal(rate, Enumerable.Range(0, train.Count).Average(i => train.ConfounderOf(i) == train.LabelOf(i) ? 1 : 0), 0.03);
    }

    [Fact]
    public void Without_opposition_there_is_no_confounder_and_the_data_keeps_its_hash()
    {
        var train = Generate(Calm);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(train.LabelOf(i), train.ConfounderOf(i)));
        Assert.Equal(
            PlaygroundSplits.Generate().ContentHash, PlaygroundSplits.Generate(new() { Confounding = 0.9 }).ContentHash);
        Assert.NotEqual(
            PlaygroundSplits.Generate().ContentHash, PlaygroundSplits.Generate(new() { Opposition = 0.9 }).ContentHash);
    }

    [Fact]
    public void Marks_and_flips_tell_nothing_of_the_label()
    {
        var train = Generate(Calm with { Conflict = [0.4] });
        var table = new int[4, 4];
        for (var i = 0; i < train.Count; i++)
            table[train.LabelOf(i), (train.IsFlipped(i, 0) ? 2 : 0) + (train.IsFlipped(i, 1) ? 1 : 0)]++;
        Assert.InRange(Statistics.ChiSquare(table), 0.5, 27.9); // 99.9 % of 9 degrees of freedom
    }

    [Fact]
    public void Classes_are_of_one_size() => Assert.All(
        Enumerable.Range(0, 4000).GroupBy(Generate(Calm).LabelOf), group => Assert.Equal(1000, group.Count()));

    [Fact]
    public void The_parts_are_of_the_sizes_asked_for_and_share_no_sample()
    {
        var splits = PlaygroundSplits.Generate(new() { TrainSize = 30, ValidationSize = 20, TestSize = 10 });
        Assert.Equal([30, 20, 10], new[] { splits.Train, splits.Validation, splits.Test }.Select(part => part.Count));
        Assert.NotEqual(splits.Train.ReadSample(0)[0], splits.Test.ReadSample(0)[0]);
        Assert.NotEqual(splits.Validation.ReadSample(0)[0], splits.Test.ReadSample(0)[0]);
    }

    [Fact]
    public void A_limit_takes_the_first_samples_unchanged()
    {
        var (whole, few) = (Generate(Calm), Generate(Calm with { Limit = 7 }));
        Assert.Equal(7, few.Count);
        for (var i = 0; i < 7; i++) Assert.Equal(whole.ReadSample(i), few.ReadSample(i));
    }

    [Fact]
    public void The_seed_decides_everything()
    {
        Assert.Equal(Generate(new()).Fingerprint(), Generate(new()).Fingerprint());
        Assert.NotEqual(Generate(new()).Fingerprint(), Generate(new() { Seed = 1 }).Fingerprint());
    }

    [Fact]
    public void The_hash_tells_data_apart_and_nothing_else()
    {
        PlaygroundOptions[] variants =
        [
            new(), new() { Seed = 1 }, new() { Noise = [2] }, new() { Conflict = [0.1] }, new() { Signal = [2] },
            new() { Imbalance = 0.1 }, new() { Limit = 5 }, new() { TestSize = 5 }, new() { Classes = 5 },
        ];
        var hashes = variants.Select(options => PlaygroundSplits.Generate(options).ContentHash).ToArray();
        Assert.Equal(variants.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], PlaygroundSplits.Generate(new() { Noise = [1, 1] }).ContentHash);
    }

    [Fact]
    public void All_dials_out_of_range_are_named_at_once()
    {
        var options = new PlaygroundOptions
        {
            Modalities = 7,
            Classes = 16,
            TrainSize = 0,
            Imbalance = 1.5,
            Conflict = [0.1, -0.5, 0.25],
            Noise = [],
        };
        Assert.Equal(
            "Modalities must be from 2 to 6; got 7. Classes must be from 2 to 15; got 16. " +
            "TrainSize must be from 1 to 1000000; got 0. Imbalance must be from 0 to 1; got 1.5. " +
            "Conflict must have 1 or 7 values; got [0.1, -0.5, 0.25]. " +
            "Conflict must have values from 0 to 1; got [0.1, -0.5, 0.25]. Noise must have 1 or 7 values; got [].",
            Assert.Throws<ArgumentException>(() => PlaygroundSplits.Generate(options)).Message);
    }

    [Fact]
    public void Defaults_are_those_documented()
    {
        var options = new PlaygroundOptions();
        Assert.Equal((2, 4, 16), (options.Modalities, options.Classes, options.Features));
        Assert.Equal((2000, 500, 1000), (options.TrainSize, options.ValidationSize, options.TestSize));
        Assert.Equal([3.0, 0.2, 1.0], [.. options.Signal, .. options.Conflict, .. options.Noise]);
        Assert.Equal(0.5, options.Imbalance);
        Assert.Equal((0, 0), (options.Seed, options.Limit));
    }

    private static PlaygroundDataset Generate(PlaygroundOptions options) =>
        (PlaygroundDataset)PlaygroundSplits.Generate(options).Train;

    private static double FlipRate(PlaygroundDataset dataset, int modality) =>
        Enumerable.Range(0, dataset.Count).Count(i => dataset.IsFlipped(i, modality)) / (double)dataset.Count;

    private static double[] Accuracies(PlaygroundOptions options)
    {
        var train = Generate(options);
        return [.. Enumerable.Range(0, options.Modalities).Select(m => Accuracy(train, m))];
    }

    /// <summary>How often the nearest prototype is that of the label.</summary>
    private static double Accuracy(PlaygroundDataset dataset, int modality) =>
        Enumerable.Range(0, dataset.Count)
            .Count(i => Nearest(dataset, modality, dataset.ReadSample(i)[modality]) == dataset.LabelOf(i))
        / (double)dataset.Count;

    private static int Nearest(PlaygroundDataset dataset, int modality, float[] sample)
    {
        var values = Array.ConvertAll(sample[..^1], value => (double)value);
        return Enumerable.Range(0, dataset.ClassCount).MaxBy(c => Dot(dataset.PrototypeOf(modality, c), values));
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }
}
