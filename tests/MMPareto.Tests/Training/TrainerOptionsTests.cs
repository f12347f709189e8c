using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Optimizers;

namespace MMPareto.Tests.Training;

public class TrainerOptionsTests
{
    [Fact]
    public void Defaults_are_these()
    {
        var options = new TrainerOptions();
        options.Validate();
        Assert.Equal(
            (5, 64, 1, 0.0, 0L, 1, SelectionCriterion.ValidationAccuracy, 0, null, 1.0),
            (options.Epochs, options.BatchSize, options.MicroBatches, options.ClipNorm, options.Seed, options.Workers,
                options.SelectBy, options.Patience, options.TimeLimit, options.Schedule(3.3)));
        Assert.Equal(
            new OptimizerOptions
            {
                Kind = OptimizerKind.SGD,
                LearningRate = 0.01,
                Momentum = 0.9,
                WeightDecay = 1e-4,
                Beta1 = 0.9,
                Beta2 = 0.999,
                Epsilon = 1e-8,
                EncoderFactor = 1,
            },
            new OptimizerOptions());
    }

    [Fact]
    public void All_that_is_out_of_range_is_told_at_once()
    {
        var options = new TrainerOptions
        {
            Epochs = 0,
            BatchSize = 0,
            MicroBatches = 2,
            ClipNorm = double.NaN,
            Workers = -1,
            Patience = -2,
            TimeLimit = TimeSpan.Zero,
        };
        Assert.Equal(
            "Epochs must be at least 1; got 0. BatchSize must be at least 1; got 0. MicroBatches must be from 1 to BatchSize; got 2. "
            + "ClipNorm must be at least 0; got NaN. Workers must be at least 0; got -1. Patience must be at least 0; got -2. "
            + "TimeLimit must be above zero; got 00:00:00.",
            Assert.Throws<ArgumentException>(options.Validate).Message);
    }

    [Fact]
    public void A_trainer_refuses_them()
    {
        using var runs = new TemporaryFolder();
        var training = new SmallTraining { Options = new() { Epochs = 0 } };
        Assert.Equal("Epochs must be at least 1; got 0.", Assert.Throws<ArgumentException>(() => training.Run(runs.FullPath)).Message);
    }
}
