using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Targets;

/// <summary>Losses of each kind of target, against sums written out.</summary>
public sealed class HeadLossesTests
{
    private static readonly double[,] Outputs = { { 1, -2, 0.5 }, { 0, 3, -1 }, { 2, 2, 2 }, { -1, 0.25, 4 } };

    [Fact]
    public void Weighted_classes_have_a_mean_over_samples()
    {
        using var scope = NewDisposeScope();
        double[] weights = [0.5, 2, 3];
        long[] labels = [0, 1, 2, 1];
        var expected = Enumerable.Range(0, 4).Average(i => weights[labels[i]] * CrossEntropy(i, labels[i]));
        var target = Target.OfClasses(3) with { Weights = weights };
        Assert.Equal(expected, Loss(Single(target), tensor(labels)).Multimodal!.item<float>(), 1e-5);
        Assert.Equal(Enumerable.Range(0, 4).Average(i => CrossEntropy(i, labels[i])),
            HeadLosses.Unweighted(Single(target), tensor(labels)).Multimodal!.item<float>(), 1e-5);
    }

    /// <summary>The losses of two halves add up to that of the whole, weights or not.</summary>
    [Fact]
    public void Weighted_micro_batches_add_up()
    {
        using var scope = NewDisposeScope();
        var target = Target.OfClasses(3) with { Weights = [0.5, 2, 3] };
        var (values, labels) = (Values(), tensor(new long[] { 0, 1, 2, 1 }));
        double Part(int start, int count) => HeadLosses.Of(
            new([], values.narrow(0, start, count), []) { Targets = [target] }, labels.narrow(0, start, count)).Multimodal!.item<float>();
        Assert.Equal(Part(0, 4), (0.25 * Part(0, 1)) + (0.75 * Part(1, 3)), 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_have_a_binary_cross_entropy_each(bool isWeighted)
    {
        using var scope = NewDisposeScope();
        double[] weights = isWeighted ? [0.5, 2, 3] : [1, 1, 1];
        float[] labels = [1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0];
        var sum = 0.0;
        for (var i = 0; i < 4; i++)
            for (var c = 0; c < 3; c++)
                sum += labels[(i * 3) + c] == 1 ? weights[c] * Math.Log(1 + Math.Exp(-Outputs[i, c])) : Math.Log(1 + Math.Exp(Outputs[i, c]));
        var target = new Target("tags", TargetKind.MultiLabel, 3) { Weights = isWeighted ? weights : null };
        Assert.Equal(sum / 12, Loss(Single(target), tensor(labels, [4, 3])).Multimodal!.item<float>(), 1e-5);
    }

    [Fact]
    public void Tasks_of_different_kinds_take_their_own_columns()
    {
        using var scope = NewDisposeScope();
        Target[] tasks = [new("tags", TargetKind.MultiLabel, 2), Target.OfClasses(3, "mood"), new("age", TargetKind.Number, 1) { Mean = 40, Deviation = 10 }];
        var labels = tensor(new float[] { 1, 0, 2, 0.5f, 0, 1, 1, -1 }, [2, 4]);
        Tensor[] heads = [tensor(new float[] { 1, -2, 0, 3 }, [2, 2]), tensor(new float[] { 1, -2, 0.5f, 0, 3, -1 }, [2, 3]), tensor(new float[] { 0, 1 }, [2, 1])];
        var losses = HeadLosses.Of(new([], null, heads) { Targets = tasks }, labels);
        Assert.Null(losses.Multimodal);
        static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        Close.Equal(
            [(Softplus(-1) + Softplus(-2) + Softplus(0) + Softplus(-3)) / 4, (CrossEntropy(0, 2) + CrossEntropy(1, 1)) / 2, (0.25 + 4) / 2],
            [.. losses.Heads.Select(loss => (double)loss!.item<float>())], 1e-5);
    }

    private static double CrossEntropy(int row, long label) =>
        Math.Log(Enumerable.Range(0, 3).Sum(c => Math.Exp(Outputs[row, c]))) - Outputs[row, label];

    private static Objectives Loss(ModelOutput output, Tensor labels) => HeadLosses.Of(output, labels);

    private static ModelOutput Single(Target target) => new([], Values(), []) { Targets = [target] };

    private static Tensor Values() => tensor([.. Outputs.Cast<double>().Select(value => (float)value)], [4, 3]);
}
