using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Native;
using MMPareto.Tests.Training;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Tests.Native;

public class ScalarMathTests
{
    private static readonly float[] Values = [1.5f, -2, 0, 4];

    [Fact]
    public void Each_operation_is_what_it_says()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(Values), tensor(new float[] { 2, 3, 4, 5 }));
        AssertEqual(v => v * -3, x.Times(-3));
        AssertEqual(v => v / 4, x.DividedBy(4));
        AssertEqual(v => v * v, x.Squared());
        AssertEqual(v => v + 0.5f, x.Plus(0.5));
        AssertEqual((v, w) => v + (0.25f * w), x.Plus(y, 0.25));
        AssertEqual(v => Math.Max(v, 0.5f), x.AtLeast(0.5));
        Assert.Equal(Values.Select(v => v > 0), x.IsAbove(0).data<bool>().ToArray());
        AssertEqual(v => v > 0 ? 7 : v, x.WithNumberWhere(x.IsAbove(0), 7));
        AssertEqual(v => v, x); // so far nothing was changed in place
        AssertEqual(v => v * 2, x.clone().TimesInPlace(2));
        AssertEqual(v => v - 1, x.clone().PlusInPlace(-1));
        AssertEqual((v, w) => v - (2 * w), x.clone().PlusInPlace(y, -2));
        AssertEqual((v, w) => v + (0.5f * w * w), x.clone().PlusProductInPlace(y, y, 0.5));
        AssertEqual((v, w) => v + (3 * v / w), x.clone().PlusQuotientInPlace(x, y, 3));
        using var count = zeros([], ScalarType.Int64);
        Assert.Equal(3, count.PlusInPlace(1).PlusInPlace(2).item<long>());
    }

    /// <summary>The reason for all this: with TorchSharp's own operators and optimizers hundreds of these steps fail.</summary>
    [Fact]
    public void The_garbage_collector_may_come_at_any_time()
    {
        using var model = new MultimodalModel([("a", new MLPEncoder(8, 8, 4))], new ConcatenationFusion([4]), 3);
        using var sgd = new ModelOptimizer(model, new());
        using var adamw = new ModelOptimizer(model, new() { Kind = OptimizerKind.AdamW });
        foreach (var parameter in model.parameters()) parameter.grad = zeros_like(parameter);
        var before = SmallTraining.Weights(model);
        using var x = zeros(64);
        var isOver = false;
        var collector = new Thread(() =>
        {
#pragma warning disable RS0030 // the point of the test
            while (!Volatile.Read(ref isOver))
            {
                GC.Collect(0);
                Thread.Sleep(1);
            }
#pragma warning restore RS0030
        });
        collector.Start();
        try
        {
            for (var step = 1; step <= 5_000; step++)
            {
                using var scope = NewDisposeScope();
                x.TimesInPlace(0).PlusInPlace(step % 7);
                Assert.Equal(step % 7 * 3, x.Times(3)[5].item<float>());
                Assert.Equal(step % 7 * 2, x.Plus(x)[5].item<float>());
                if (step % 100 != 0) continue;
                sgd.SetLearningRate(1e-30);
                adamw.SetLearningRate(1e-30);
                sgd.Step(clipNorm: 1);
                adamw.Step();
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            collector.Join();
        }
        foreach (var (name, weights) in SmallTraining.Weights(model)) Assert.Equal(before[name], weights);
    }

    private static void AssertEqual(Func<float, float> expected, Tensor actual) => Assert.Equal(Values.Select(expected), actual.data<float>().ToArray());

    private static void AssertEqual(Func<float, float, float> expected, Tensor actual) =>
        Assert.Equal(Values.Select((v, i) => expected(v, i + 2)), actual.data<float>().ToArray());
}
