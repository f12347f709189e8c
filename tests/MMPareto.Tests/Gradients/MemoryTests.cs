using MMPareto.Gradients;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class MemoryTests
{
    /// <summary>With and without a scope around the step; the model's own tensors are freed by one of the test's.</summary>
    [Theory]
    [InlineData(Wiring.Separate, CrossGradients.Sum, 1)]
    [InlineData(Wiring.Exchange, CrossGradients.Own, 1)]
    [InlineData(Wiring.Exchange, CrossGradients.Rows, 1)]
    [InlineData(Wiring.Separate, CrossGradients.Sum, 10)]
    public void No_tensor_stays_alive_after_a_step(object wiring, CrossGradients cross, int measureEvery)
    {
        using var model = new TinyMultimodal(2, (Wiring)wiring);
        using var gradients = GradientIntegrator.For(
            model.Groups, measureEvery == 1 ? Weightings.MMPareto() : Weightings.Uniform(), new() { Cross = cross, MeasureEvery = measureEvery });
        Step(gradients, model);
        Step(gradients, model);
        var before = LiveTensors.Settled();

        for (var step = 0; step < 200; step++) Step(gradients, model);

        LiveTensors.AssertAtMost(before);
    }

    [Fact]
    public void Nothing_is_left_over_outside_of_any_scope()
    {
        using var encoder = new LinearEncoder("e", [2, 3]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMParetoOfficial());
        for (var step = 0; step < 2; step++) Once();
        var before = LiveTensors.Settled();
        for (var step = 0; step < 200; step++) Once();
        LiveTensors.AssertAtMost(before);

        void Once()
        {
            Tensor multimodal, unimodal;
            using (NewDisposeScope())
            {
                multimodal = encoder.Loss([1, 0, 0, 0, 1]).DetachFromDisposeScope();
                unimodal = encoder.Loss([-1, 0, 2, 0, 1]).DetachFromDisposeScope();
            }
            var live = Tensor.TotalCount;
            gradients.Backward(multimodal, [unimodal]);
            if (gradients.BackwardPasses > 2) LiveTensors.AssertAtMost(live);
            multimodal.Dispose();
            unimodal.Dispose();
        }
    }

    [Fact]
    public void Buffers_outlive_the_scope_in_which_they_were_made()
    {
        using var encoder = new LinearEncoder("e", [2]);
        GradientIntegrator gradients;
        using (NewDisposeScope())
        {
            gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto());
            gradients.Backward(encoder.Loss([1, 1]), [encoder.Loss([-1, 1])]);
        }
        using (gradients)
        {
            using var scope = NewDisposeScope();
            gradients.Backward(encoder.Loss([1, 0]), [encoder.Loss([-0.5, 2])]);
            Close.Equal([2.4738634, 1.8553975], encoder.Gradient, 1e-6);
        }
    }

    [Fact]
    public void Disposal_frees_the_buffers_and_leaves_gradients_valid()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var before = LiveTensors.Settled();
        using (var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto()))
        {
            Step(gradients, model);
            Assert.True(Tensor.TotalCount >= before + 2); // a buffer for each encoder
        }
        LiveTensors.AssertAtMost(before);
        var gradient = model.Encoders[0].parameters().SelectMany(LinearEncoder.GradientOf);
        Assert.InRange(Close.Length(gradient), 1e-6, 1e6);
    }

    [Fact]
    public void Freezing_and_thawing_leaves_no_buffers_behind()
    {
        using var model = new TinyMultimodal(2);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());
        var parameter = model.Encoders[0].parameters().First();
        Round();
        var before = LiveTensors.Settled();
        for (var i = 0; i < 20; i++) Round();
        LiveTensors.AssertAtMost(before);

        void Round()
        {
            parameter.requires_grad = false;
            Step(gradients, model);
            parameter.requires_grad = true;
            Step(gradients, model);
        }
    }

    [Fact]
    public void Failed_steps_leave_nothing_behind()
    {
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto());
        Fail();
        var before = LiveTensors.Settled();
        for (var i = 0; i < 20; i++) Fail();
        LiveTensors.AssertAtMost(before);

        void Fail()
        {
            using var scope = NewDisposeScope();
            Assert.Throws<NumericalException>(() => gradients.Backward(encoder.Loss([1, 1]), [encoder.Loss([1, double.NaN])]));
        }
    }

    private static void Step(GradientIntegrator gradients, TinyMultimodal model)
    {
        using var scope = NewDisposeScope();
        var (multimodal, unimodal) = model.Losses();
        gradients.Backward(multimodal, unimodal);
    }
}
