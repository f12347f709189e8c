namespace MMPareto.Tests.Training.Methods;

/// <summary>The first step with plain SGD: the change of a weight is −η times its gradient.</summary>
internal static class Changes
{
    public const double Gamma = 2.5;

    public const double Rate = 0.1;

    public static readonly SmallTraining OneStep = new()
    {
        Data = SmallTraining.Playground(3, train: 16),
        Options = new() { Epochs = 1, BatchSize = 16 },
        Optimizer = new() { LearningRate = Rate, Momentum = 0, WeightDecay = 0 },
    };

    /// <summary>How much the weights whose name begins so have changed.</summary>
    public static double[] Of(SmallTraining training, string prefix)
    {
        var (before, after) = TrainerTests.Step(training, prefix);
        return [.. after.Zip(before, (a, b) => a - b)];
    }

    /// <summary>The change that each of the two gradient rows of an encoder alone would make: multimodal, unimodal.</summary>
    public static (double[] Multimodal, double[] Unimodal) OfRows(string prefix)
    {
        var multimodal = Of(OneStep with { Method = SmallTraining.Joint }, prefix);
        var both = Of(OneStep with { Method = () => SmallTraining.Uniform() }, prefix);
        return (multimodal, [.. both.Zip(multimodal, (sum, own) => sum - own)]);
    }
}
