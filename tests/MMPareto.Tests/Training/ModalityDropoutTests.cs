using MMPareto.Data.Loading;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Loop;

namespace MMPareto.Tests.Training;

public sealed class ModalityDropoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Over 20,000 samples: each of three modalities is lost with probability p, less where all would be.</summary>
    [Fact]
    public void Modalities_are_lost_as_often_as_asked_and_never_all()
    {
        var data = SmallTraining.Playground(modalities: 3).Train;
        using var batch = new BatchReader(data).Read([.. Enumerable.Range(0, 50)], TestContext.Current.CancellationToken);
        var dropout = new ModalityDropout(0.3, ["m1", "m2", "m3"], seed: 5);
        var counts = new Dictionary<string, int>();
        for (var step = 0; step < 400; step++)
        {
            var presence = dropout.Apply(batch, step)!;
            for (var row = 0; row < 50; row++)
            {
                var left = string.Concat(new[] { "m1", "m2", "m3" }.Where(name => presence.Has(name, row)));
                counts[left] = counts.GetValueOrDefault(left) + 1;
            }
        }
        Assert.Equal(7, counts.Count); // all but none
        Assert.Equal(0.343, counts["m1m2m3"] / 20000.0, 0.015);
        Assert.All(["m1m2", "m1m3", "m2m3"], pair => Assert.Equal(0.147, counts[pair] / 20000.0, 0.012));
        Assert.All(["m1", "m2", "m3"], one => Assert.Equal(0.063 + 0.009, counts[one] / 20000.0, 0.01));
    }

    [Fact]
    public void What_is_missing_stays_missing_and_equal_steps_are_equal()
    {
        var data = new PartialDataset(SmallTraining.Playground().Train, (index, modality) => modality == index % 2);
        using var batch = new BatchReader(data).Read([.. Enumerable.Range(0, 20)], TestContext.Current.CancellationToken);
        var dropout = new ModalityDropout(0.5, ["m1", "m2"], seed: 5);
        var (once, again) = (dropout.Apply(batch, 3)!, dropout.Apply(batch, 3)!);
        for (var row = 0; row < 20; row++)
        {
            Assert.Equal(row % 2 == 0, once.Has("m1", row)); // its only one is kept
            Assert.Equal(row % 2 == 1, once.Has("m2", row));
            Assert.Equal(once.Has("m1", row), again.Has("m1", row));
        }
        Assert.Same(batch.Presence, new ModalityDropout(0, ["m1", "m2"], 5).Apply(batch, 0));
    }

    [Fact]
    public void Training_with_it_differs_is_repeated_exactly_and_validation_sees_all()
    {
        var training = new SmallTraining { Options = new() { Epochs = 2, BatchSize = 16, ModalityDropout = 0.4 } };
        var (first, second) = (training.Run(_folder["a"]), training.Run(_folder["b"]));
        var without = new SmallTraining().Run(_folder["c"]);
        Assert.Equal(first.Epochs.Select(epoch => epoch.Train.Fused.Loss), second.Epochs.Select(epoch => epoch.Train.Fused.Loss));
        Assert.NotEqual(first.Epochs[1].Train.Fused.Loss, without.Epochs[1].Train.Fused.Loss);
        Assert.Null(first.Epochs[0].Validation.Patterns);
    }

    [Theory]
    [InlineData("ogm", "ogm, which compares modalities on the same samples")]
    [InlineData("greedy", "none where samples lack a modality")]
    public void Methods_that_need_complete_samples_refuse_it(string method, string expected)
    {
        string[] settings = ["training.modality_dropout=0.2", $"method.name={method}"];
        var error = Assert.Throws<ConfigException>(() => Experiment.Train(
            "playground", settings: settings, runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_must_be_a_probability_below_one() => Assert.Equal(
        "ModalityDropout must be from 0 to below 1; got 1.", Assert.Throws<ArgumentException>(() => new TrainerOptions { ModalityDropout = 1 }.Validate()).Message);
}
