using MMPareto.Gradients;
using MMPareto.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class FrozenParametersTests
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Parameters_frozen_from_the_start_are_left_alone()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var parameters = model.Encoders[0].parameters().ToArray();
        parameters[0].requires_grad = false;
        var expected = model.GradientOf(Sum, parameters.Skip(1));
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.Uniform());

        Backward(gradients, model);

        Assert.Null(parameters[0].grad);
        Close.Equal(expected, GradientOf(parameters.Skip(1)), Tolerance);
        Assert.Equal(3, gradients.Rows[0]!.TensorCount);
    }

    [Fact]
    public void Parameters_are_frozen_and_unfrozen_between_steps()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var parameters = model.Encoders[0].parameters().ToArray();
        var all = model.GradientOf(Sum, parameters);
        var part = model.GradientOf(Sum, [parameters[0], parameters[3]]);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.Uniform());
        for (var round = 0; round < 3; round++)
        {
            parameters[1].requires_grad = parameters[2].requires_grad = true;
            Backward(gradients, model);
            Close.Equal(all, GradientOf(parameters), Tolerance);

            parameters[1].requires_grad = parameters[2].requires_grad = false;
            Backward(gradients, model);
            Close.Equal(part, GradientOf([parameters[0], parameters[3]]), Tolerance);
        }
    }

    /// <summary>Without zero_grad, which groups do not need, a stale gradient would move a frozen parameter for ever.</summary>
    [Fact]
    public void A_parameter_frozen_after_a_step_does_not_move()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var frozen = model.Encoders[0].parameters().First();
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());
        using var optimizer = optim.SGD(model.All, 0.1);
        Backward(gradients, model);
        optimizer.step();
        frozen.requires_grad = false;
        var before = frozen.detach().clone();

        Backward(gradients, model);
        optimizer.step();

        Assert.True(before.equal(frozen.detach()).all().item<bool>());
        Assert.True(gradients.EncodersAreSeparate);
    }

    [Fact]
    public void An_encoder_that_is_frozen_altogether_is_recorded_as_zero()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        model.SetTrainable(false, encoder: 0);
        var heads = model.GradientOf(Sum, model.Outside);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());
        var (multimodal, unimodal) = model.Losses();

        var record = gradients.Backward(multimodal, unimodal);

        Assert.Equal(CombinationReason.AllZero, record.Groups[0].Reason);
        Assert.Equal(0, record.Groups[0].Length);
        Assert.NotEqual(0, record.Groups[1].Length);
        Assert.Null(gradients.Rows[0]);
        Assert.All(model.Encoders[0].parameters(), p => Assert.Null(p.grad));
        Close.Equal(heads, GradientOf(model.Outside), Tolerance);
    }

    [Fact]
    public void All_encoders_may_be_frozen_and_come_back()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var encoders = model.Encoders.SelectMany(m => m.parameters()).ToArray();
        var expected = model.GradientOf(Sum, encoders);
        model.SetTrainable(false);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.Uniform());

        var record = Backward(gradients, model);
        Assert.All(record.Groups, g => Assert.Equal(CombinationReason.AllZero, g.Reason));

        model.SetTrainable(true);
        Backward(gradients, model);
        Close.Equal(expected, GradientOf(encoders), Tolerance);
        Assert.True(gradients.EncodersAreSeparate);
    }

    private static StepStatistics Backward(GradientIntegrator gradients, TinyMultimodal model)
    {
        var (multimodal, unimodal) = model.Losses();
        return gradients.Backward(multimodal, unimodal);
    }

    private static Tensor Sum((Tensor Multimodal, Tensor[] Unimodal) losses) =>
        losses.Unimodal.Aggregate(losses.Multimodal, (sum, loss) => sum + loss);

    private static double[] GradientOf(IEnumerable<Parameter> parameters) => [.. parameters.SelectMany(LinearEncoder.GradientOf)];
}
