using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

/// <summary>Which epoch is best, and when training ends.</summary>
public sealed class StoppingTests : IDisposable
{
    private const int Samples = 10;
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData(new[] { 3, 5, 4 }, 2)]
    [InlineData(new[] { 3, 5, 5, 5 }, 2)] // of equals the earlier
    [InlineData(new[] { 4, 4 }, 1)]
    [InlineData(new[] { 0, 0, 1 }, 3)]
    public void The_best_epoch_has_the_highest_validation_accuracy(int[] right, int best)
    {
        var trained = Scripted([.. right.Select(r => (r, Samples - r, 0))], SelectionCriterion.ValidationAccuracy).Run(_runs["a"]);
        Assert.Equal(right.Select(r => r / 10.0), trained.Epochs.Select(e => e.Validation.Fused.Main));
        Assert.Equal((right.Length, best, null), (trained.Outcome.Epochs, trained.Outcome.BestEpoch, trained.Outcome.StoppedBy));
        Assert.Equal(right[best - 1] / 10.0, trained.Outcome.BestValidation!.Fused.Accuracy);
        AssertKept(trained, best, right.Length);
    }

    /// <summary>The same accuracy throughout; a wrong sample costs more when its class is the least likely one.</summary>
    [Theory]
    [InlineData(new[] { 5, 2, 3 }, 2)]
    [InlineData(new[] { 5, 2, 2, 2 }, 2)]
    [InlineData(new[] { 4, 4, 4 }, 1)]
    public void By_loss_the_best_epoch_has_the_lowest_one(int[] unlikely, int best)
    {
        (int, int, int)[] passes = [.. unlikely.Select(u => (4, 6 - u, u))];
        var trained = Scripted(passes, SelectionCriterion.ValidationLoss).Run(_runs["a"]);
        Assert.All(trained.Epochs, e => Assert.Equal(0.4, e.Validation.Fused.Accuracy));
        Assert.Equal(best, trained.Outcome.BestEpoch);
        Assert.Equal(trained.Epochs.Min(e => e.Validation.Fused.Loss), trained.Outcome.BestValidation!.Fused.Loss);
        AssertKept(trained, best, unlikely.Length);

        var byAccuracy = Scripted(passes, SelectionCriterion.ValidationAccuracy).Run(_runs["b"]);
        Assert.Equal(1, byAccuracy.Outcome.BestEpoch);
    }

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(2, 6, true)]
    [InlineData(3, 7, true)]
    [InlineData(4, 8, false)]
    [InlineData(0, 8, false)]
    public void Patience_counts_epochs_without_a_better_one(int patience, int epochs, bool stopped)
    {
        int[] right = [3, 3, 4, 5, 4, 5, 3, 0]; // best: 1, then 3, then 4
        var training = Scripted([.. right.Select(r => (r, Samples - r, 0))], SelectionCriterion.ValidationAccuracy);
        training = training with { Options = training.Options with { Patience = patience } };
        var outcome = training.Run(_runs["a"]).Outcome;
        Assert.Equal(epochs, outcome.Epochs);
        Assert.Equal(stopped ? StopReason.EarlyStopping : (StopReason?)null, outcome.StoppedBy);
    }

    [Fact]
    public void Patience_that_runs_out_with_the_last_epoch_stops_nothing()
    {
        var training = Scripted([(5, 5, 0), (4, 6, 0)], SelectionCriterion.ValidationAccuracy);
        var outcome = (training with { Options = training.Options with { Patience = 1 } }).Run(_runs["a"]).Outcome;
        Assert.Equal((2, null), (outcome.Epochs, outcome.StoppedBy));
    }

    [Theory]
    [InlineData(10.0, 1)] // 7 steps of a second an epoch: after step 3 of the second epoch
    [InlineData(14.0, 2)] // with the last step of the second epoch, which is whole
    [InlineData(5.5, 0)]
    public void The_time_limit_ends_training_before_the_next_step(double seconds, int epochs)
    {
        var clock = new ManualClock();
        var observer = new RecordingObserver { OnStep = (_, _) => clock.Advance(1) };
        var trained = new SmallTraining
        {
            Clock = clock,
            Observer = observer,
            Options = new() { Epochs = 5, BatchSize = 16, TimeLimit = TimeSpan.FromSeconds(seconds) },
        }.Run(_runs["a"]);
        Assert.Equal((epochs, StopReason.TimeLimit), (trained.Outcome.Epochs, trained.Outcome.StoppedBy));
        Assert.Equal(Math.Ceiling(seconds), observer.Calls.Count(c => c.StartsWith("step", StringComparison.Ordinal)));
        Assert.Equal(epochs, trained.Epochs.Count);
    }

    [Fact]
    public void Timing_comes_from_the_clock()
    {
        var clock = new ManualClock();
        var observer = new RecordingObserver { OnStep = (epoch, _) => clock.Advance(epoch) };
        var trained = new SmallTraining { Clock = clock, Observer = observer }.Run(_runs["a"]);
        var timing = new RunReader(trained.Folder).ReadTiming();
        Assert.Equal([7.0, 14], timing.Select(t => t.Seconds));
        Assert.Equal([99 / 7.0, 99 / 14.0], timing.Select(t => t.SamplesPerSecond));
        Assert.All(timing, t => Assert.InRange(t.ResidentBytes, 1 << 20, 1L << 40));
        Assert.Equal(timing, observer.Timings);
    }

    [Fact]
    public void Cancelling_in_mid_epoch_keeps_the_last_whole_epoch()
    {
        using var stop = new CancellationTokenSource();
        var observer = new RecordingObserver { OnStep = (epoch, step) => { if ((epoch, step) == (2, 3)) stop.Cancel(); } };
        var one = new SmallTraining { Options = new() { Epochs = 1, BatchSize = 16 } };
        var whole = one.Run(_runs["a"]);
        var trained = (one with { Options = one.Options with { Epochs = 4 }, Observer = observer, Stop = stop.Token }).Run(_runs["b"]);

        Assert.Equal((1, 1, StopReason.Interrupted), (trained.Outcome.Epochs, trained.Outcome.BestEpoch, trained.Outcome.StoppedBy));
        Assert.Equal(trained.Epochs[0].Validation.Fused, trained.Outcome.BestValidation!.Fused);
        Assert.Equal(File.ReadAllBytes(whole.Folder.MetricsFile), File.ReadAllBytes(trained.Folder.MetricsFile));
        Assert.Equal(File.ReadAllBytes(whole.Folder.LastWeightsFile), File.ReadAllBytes(trained.Folder.LastWeightsFile));
        Assert.Equal(File.ReadAllBytes(whole.Folder.BestWeightsFile), File.ReadAllBytes(trained.Folder.BestWeightsFile));
        Assert.NotEqual(whole.Of(""), trained.Of(""));
        Assert.Equal("step 2.3", observer.Calls[^1]);
    }

    [Fact]
    public void Cancelling_with_the_last_step_of_an_epoch_lets_it_be_whole()
    {
        using var stop = new CancellationTokenSource();
        var observer = new RecordingObserver { OnStep = (epoch, step) => { if ((epoch, step) == (2, 7)) stop.Cancel(); } };
        var trained = new SmallTraining
        {
            Observer = observer,
            Stop = stop.Token,
            Options = new() { Epochs = 3, BatchSize = 16 },
        }.Run(_runs["a"]);
        Assert.Equal((2, StopReason.Interrupted), (trained.Outcome.Epochs, trained.Outcome.StoppedBy));
        Assert.Equal(2, trained.Epochs.Count);
        Assert.StartsWith("epoch 2", observer.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_before_the_first_epoch_is_whole_leaves_no_result()
    {
        using var stop = new CancellationTokenSource();
        var observer = new RecordingObserver { OnStep = (_, step) => { if (step == 2) stop.Cancel(); } };
        var trained = new SmallTraining { Observer = observer, Stop = stop.Token }.Run(_runs["a"]);
        var outcome = trained.Outcome;
        Assert.Equal((0, 0, StopReason.Interrupted), (outcome.Epochs, outcome.BestEpoch, outcome.StoppedBy));
        Assert.Null(outcome.BestValidation);
        Assert.Equal(["m1", "m2"], outcome.Encoders.Keys);
        Assert.Empty(trained.Epochs);
        Assert.Empty(Directory.GetFileSystemEntries(trained.Folder.CheckpointsFolder));
    }

    private static void AssertKept(Trained trained, int best, int last)
    {
        using var model = new SmallTraining().NewModel();
        Assert.Equal(best, Checkpoint.Load(trained.Folder.BestWeightsFile, model).Epoch);
        Assert.Equal(last, Checkpoint.Load(trained.Folder.LastWeightsFile, model).Epoch);
    }

    /// <summary>
    /// Weights that stay as they are, and a validation set whose labels change from epoch to epoch: so many of the class
    /// that the model finds most likely, so many of the next, so many of the least likely one.
    /// </summary>
    private static SmallTraining Scripted((int Right, int Likely, int Unlikely)[] passes, SelectionCriterion by)
    {
        int[] classes;
        using (NewDisposeScope())
        {
            using var model = new SmallTraining().NewModel();
            var logits = model.Predict(new Dictionary<string, Tensor> { ["m1"] = ones(1, 8), ["m2"] = ones(1, 8) }).Fused!;
            classes = [.. logits.argsort(1, descending: true).data<long>().Select(c => (int)c)];
        }
        int Label(int index, int pass)
        {
            var (right, likely, _) = passes[Math.Min(pass, passes.Length - 1)];
            return classes[index < right ? 0 : index < right + likely ? 1 : 2];
        }
        var train = SmallTraining.Playground(train: 8);
        return new SmallTraining
        {
            Data = train with { Validation = new FakeDataset(Samples, (_, _, _) => 1, Label) },
            Options = new() { Epochs = passes.Length, BatchSize = 8, Workers = 0, Schedule = _ => 0, SelectBy = by },
            Optimizer = new() { WeightDecay = 0 },
        };
    }
}
