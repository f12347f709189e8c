using MMPareto.Gradients;
using MMPareto.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class AccumulationTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("mmpareto", Wiring.Separate, CrossGradients.Sum)]
    [InlineData("mmpareto", Wiring.Exchange, CrossGradients.Own)]
    [InlineData("mmpareto", Wiring.Exchange, CrossGradients.Rows)]
    [InlineData("pareto", Wiring.SharedEncoder, CrossGradients.Sum)]
    public void Micro_batches_give_the_gradients_of_one_big_batch(string preset, object wiring, CrossGradients cross)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2, (Wiring)wiring);
        var weighting = preset == "pareto" ? Weightings.Pareto() : Weightings.MMPareto();
        using var gradients = GradientIntegrator.For(model.Groups, weighting, new() { Cross = cross });
        var (inputs, labels) = model.Batch(12);
        var (multimodal, unimodal) = model.Losses(inputs, labels);
        var big = gradients.Backward(multimodal, unimodal);
        var expected = GradientOf(model.All);
        model.ClearGradients();

        for (var round = 0; round < 2; round++) // the second step starts afresh
        {
            foreach (var parameter in model.Outside) parameter.grad = null;
            for (var part = 0; part < 3; part++)
            {
                (multimodal, unimodal) = model.Losses([.. inputs.Select(x => x.narrow(0, part * 4, 4))], labels.narrow(0, part * 4, 4));
                gradients.Accumulate(multimodal / 3, [.. unimodal.Select(loss => loss / 3)]);
            }
            var step = gradients.Combine();

            Close.Equal(expected, GradientOf(model.All), Tolerance);
            Assert.Equal(big.MultimodalLoss, step.MultimodalLoss, 1e-6);
            Assert.Equal(2 + round, step.Step);
        }
    }

    [Theory]
    [InlineData(Wiring.Separate, CrossGradients.Sum)]
    [InlineData(Wiring.Exchange, CrossGradients.Rows)]
    [InlineData(Wiring.Exchange, CrossGradients.Own)]
    public void A_single_pass_gives_the_same_gradients_as_measured_steps(object wiring, CrossGradients cross)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3, (Wiring)wiring);
        using var measured = GradientIntegrator.For(model.Groups, Weightings.UniformScaled(2), new() { Cross = cross });
        using var single = GradientIntegrator.For(model.Groups, Weightings.UniformScaled(2), new() { Cross = cross, MeasureEvery = 10 });
        for (var step = 0; step < 25; step++)
        {
            model.ClearGradients();
            var (multimodal, unimodal) = model.Losses(8, step);
            var full = measured.Backward(multimodal, unimodal);
            var expected = GradientOf(model.All);

            model.ClearGradients();
            (multimodal, unimodal) = model.Losses(8, step);
            var record = single.Backward(multimodal, unimodal);

            Close.Equal(expected, GradientOf(model.All), Tolerance);
            Assert.Equal(full.MultimodalLoss, record.MultimodalLoss, 1e-6);
            Assert.Equal(full.Groups[0].Length, record.Groups[0].Length, 1e-5);
            Assert.Equal(full.Groups[0].SumLength, record.Groups[0].SumLength, 1e-5);
        }
        if ((Wiring)wiring == Wiring.Separate) Assert.Equal((3 * 2) + 22, single.BackwardPasses);
    }

    [Fact]
    public void Steps_that_are_not_measured_say_so()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.UniformScaled(2), new() { MeasureEvery = 3 });
        for (var step = 0; step < 7; step++)
        {
            var group = gradients.Backward(encoder.Loss([1, 0]), [encoder.Loss([-0.5, 2])]).Groups[0];
            Assert.Equal([1, 4], encoder.Gradient);
            if (step % 3 == 0)
            {
                Assert.Equal(-0.2425356, group.Cosine!.Value, 1e-6);
                Assert.Equal(2, group.Norms.Count);
                Assert.True(group.Conflict);
            }
            else
            {
                Assert.Null(group.Cosine);
                Assert.Null(group.Conflict);
                Assert.Equal(Math.Sqrt(4.25), Assert.Single(group.Norms), 1e-9);
                Assert.Equal([2], group.Weights);
            }
            Assert.Equal(2 * Math.Sqrt(4.25), group.Length, 1e-9);
            Assert.Equal(Math.Sqrt(4.25), group.SumLength, 1e-9);
        }
        Assert.Equal((3 * 2) + 4, gradients.BackwardPasses);
    }

    [Fact]
    public void Methods_that_need_the_rows_measure_always()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto(), new() { MeasureEvery = 3 });
        for (var step = 0; step < 4; step++)
            Assert.NotNull(gradients.Backward(encoder.Loss([1, 0]), [encoder.Loss([-0.5, 2])]).Groups[0].Cosine);
    }

    [Fact]
    public void Tasks_accumulate_too()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto());
        gradients.Accumulate([encoder.Loss([0.25, 0]), encoder.Loss([-0.25, 1])]);
        gradients.Accumulate([encoder.Loss([0.75, 0]), encoder.Loss([-0.25, 1])]);
        gradients.Combine();
        Close.Equal([2.4738634, 1.8553975], encoder.Gradient, 1e-6);
    }

    [Fact]
    public void A_loss_may_be_missing_in_one_micro_batch_and_be_there_in_the_next()
    {
        foreach (var cross in Enum.GetValues<CrossGradients>())
        {
            using var scope = NewDisposeScope();
            using var encoder = new LinearEncoder("e", [2]);
            using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto(), new() { Cross = cross });
            gradients.Accumulate(encoder.Loss([0.25, 0]), [null]);
            gradients.Accumulate(encoder.Loss([0.75, 0]), [encoder.Loss([-0.5, 2])]);
            var step = gradients.Combine();
            Close.Equal([2.4738634, 1.8553975], encoder.Gradient, 1e-6);
            Assert.Equal(0, Assert.Single(step.UnimodalLosses));
        }
    }

    [Fact]
    public void Combine_needs_gradients()
    {
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto());
        var e = Assert.Throws<InvalidOperationException>(() => gradients.Combine());
        Assert.Equal("Combine needs gradients; call Accumulate first.", e.Message);
    }

    [Fact]
    public void Micro_batches_of_one_step_have_the_same_losses()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.Uniform());
        gradients.Accumulate([encoder.Loss([1, 0]), encoder.Loss([1, 0])]);
        var e = Assert.Throws<ArgumentException>(() => gradients.Accumulate([encoder.Loss([1, 0])]));
        Assert.Equal("micro-batches of one step must have the same losses; got 1 after 2.", e.Message);
    }

    private static double[] GradientOf(IEnumerable<Parameter> parameters) => [.. parameters.SelectMany(LinearEncoder.GradientOf)];
}
