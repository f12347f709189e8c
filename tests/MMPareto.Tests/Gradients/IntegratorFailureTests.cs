using MMPareto.Gradients;
using MMPareto.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

/// <summary>What is refused, in which words, and that the next step is right all the same.</summary>
public sealed class IntegratorFailureTests : IDisposable
{
    private static readonly double[] Golden = [2.4738634, 1.8553975];
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly LinearEncoder _encoder = new("audio", [1, 1]);
    private readonly GradientIntegrator _gradients;

    public IntegratorFailureTests() => _gradients = GradientIntegrator.For([_encoder.Group], Weightings.MMPareto());

    public void Dispose()
    {
        _gradients.Dispose();
        _encoder.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_loss_that_is_no_scalar_is_refused()
    {
        Refuses("multimodalLoss must be a scalar; got shape [2]. Take the mean. (Parameter 'multimodalLoss')",
            () => _gradients.Backward(_encoder.Loss([1, 1]) * ones(2), [null]));
        Refuses("unimodalLosses[1] must be a scalar; got shape [2, 1]. Take the mean. (Parameter 'unimodalLosses[1]')",
            () => _gradients.Backward(_encoder.Loss([1, 1]), [null, _encoder.Loss([1, 1]) * ones(2, 1)]));
        Refuses("losses[0] must be a scalar; got shape [0]. Take the mean. (Parameter 'losses[0]')",
            () => _gradients.Backward([_encoder.Loss([1, 1]) * ones(0)]));
    }

    [Fact]
    public void A_loss_that_needs_no_gradient_is_refused()
    {
        const string Reason = "must need a gradient; got a constant. Compute it from trainable parameters, outside of no_grad.";
        Refuses($"multimodalLoss {Reason} (Parameter 'multimodalLoss')", () => _gradients.Backward(tensor(1f), [_encoder.Loss([1, 1])]));
        Refuses($"unimodalLosses[0] {Reason} (Parameter 'unimodalLosses[0]')",
            () => _gradients.Backward(_encoder.Loss([1, 1]), [_encoder.Loss([1, 1]).detach()]));
        using var _ = no_grad();
        Refuses($"losses[1] {Reason} (Parameter 'losses[1]')", () =>
        {
            using var _ = enable_grad();
            return _gradients.Backward([_encoder.Loss([1, 1]), tensor(0f)]);
        });
    }

    [Fact]
    public void A_loss_that_is_no_floating_point_number_is_refused() =>
        Refuses("multimodalLoss must be a floating-point number; got Int64. (Parameter 'multimodalLoss')",
            () => _gradients.Backward(tensor(1L), [_encoder.Loss([1, 1])]));

    [Fact]
    public void A_disposed_loss_is_refused()
    {
        var loss = _encoder.Loss([1, 1]);
        loss.Dispose();
        Refuses("multimodalLoss must be a live tensor; got one that was disposed. (Parameter 'multimodalLoss')",
            () => _gradients.Backward(loss, [_encoder.Loss([1, 1])]));
    }

    [Fact]
    public void No_loss_at_all_is_refused() =>
        Refuses("losses must have at least one entry; got none. (Parameter 'losses')", () => _gradients.Backward([]));

    [Fact]
    public void A_loss_that_is_not_finite_is_named()
    {
        Fails("step 1: the multimodal loss is not finite. Lower the learning rate, clip the gradient, or check the inputs.",
            1, "multimodal", null, null, () => _gradients.Backward(_encoder.Loss([1, 1]) + float.NaN, [_encoder.Loss([1, 1])]));
        NextStepIsRight();
        Fails("step 3: the unimodal number 2 loss is not finite. Lower the learning rate, clip the gradient, or check the inputs.",
            3, "unimodal number 2", null, null,
            () => _gradients.Backward(_encoder.Loss([1, 1]), [_encoder.Loss([1, 1]), _encoder.Loss([1, 1]) * float.PositiveInfinity]));
        NextStepIsRight();
    }

    [Fact]
    public void A_task_whose_loss_is_not_finite_is_named_as_a_task()
    {
        Fails("step 1: the task number 2 loss is not finite. Lower the learning rate, clip the gradient, or check the inputs.",
            1, "task number 2", null, null,
            () => _gradients.Backward([_encoder.Loss([1, 1]), _encoder.Loss([1, 1]) * float.NaN]));
        NextStepIsRight();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_is_named(float bad)
    {
        // sqrt at 0 has a finite value and an infinite slope; 0 · slope is NaN.
        Tensor Broken() => _encoder.Loss([1, 0]) + ((_encoder.Tensors[1] * _encoder.Tensors[1] * (float.IsNaN(bad) ? 1 : 0)).sqrt()
            + (float.IsNaN(bad) ? 0 : _encoder.Tensors[1].abs().sqrt() * 0 + (_encoder.Tensors[1] + 0).pow(0.5) * 1)).sum();
        Fails(
            "step 1: the unimodal gradient of encoder 'audio', parameter 'p1', is not finite. "
            + "Lower the learning rate, clip the gradient, or check the inputs.",
            1, "unimodal", "audio", "p1", () => _gradients.Backward(_encoder.Loss([1, 0]), [Broken()]));
        NextStepIsRight();
        Fails(
            "step 3: the multimodal gradient of encoder 'audio', parameter 'p1', is not finite. "
            + "Lower the learning rate, clip the gradient, or check the inputs.",
            3, "multimodal", "audio", "p1", () => _gradients.Backward(Broken(), [_encoder.Loss([1, 0])]));
        NextStepIsRight();
    }

    [Fact]
    public void A_gradient_too_long_for_double_is_named_without_a_parameter()
    {
        using var encoder = new LinearEncoder("video", [1], ScalarType.Float64);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto());
        Fails(
            "step 1: the length of the multimodal gradient of encoder 'video' is not finite. "
            + "Lower the learning rate, clip the gradient, or check the inputs.",
            1, "multimodal", "video", null, () => gradients.Backward(encoder.Loss([1e300]), [encoder.Loss([1])]));
    }

    [Fact]
    public void In_a_single_pass_the_summed_gradient_is_named()
    {
        using var gradients = GradientIntegrator.For([_encoder.Group], Weightings.Uniform(), new() { MeasureEvery = 2 });
        gradients.Backward(_encoder.Loss([1, 1]), [_encoder.Loss([1, 1])]);
        var e = Assert.Throws<NumericalException>(() =>
            gradients.Backward(_encoder.Loss([1, 1]), [_encoder.Loss([1, 1]) + _encoder.Tensors[1].sqrt().sum()]));
        Assert.Equal(("summed", "audio", "p1"), (e.Objective, e.Group, e.Parameter));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_graph_that_was_freed_gives_an_exception_and_the_next_step_is_right(bool unimodal)
    {
        NextStepIsRight(); // so that the reach is known and the passes themselves fail
        var freed = (_encoder.Tensors[0] * _encoder.Tensors[0]).sum() + _encoder.Loss([5, 5]);
        freed.backward();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.ThrowsAny<Exception>(() => unimodal
                ? _gradients.Backward(_encoder.Loss([3, 3]), [freed])
                : _gradients.Backward(freed, [_encoder.Loss([3, 3])]));
            NextStepIsRight();
        }
    }

    [Fact]
    public void A_graph_that_was_freed_before_the_first_step_does_no_harm_to_it()
    {
        var freed = (_encoder.Tensors[0] * _encoder.Tensors[0]).sum();
        freed.backward();
        Assert.ThrowsAny<Exception>(() => _gradients.Backward(_encoder.Loss([3, 3]), [freed]));
        NextStepIsRight();
    }

    [Fact]
    public void A_micro_batch_that_is_refused_ends_the_step()
    {
        _gradients.Accumulate(_encoder.Loss([7, 7]), [_encoder.Loss([7, 7])]);
        Assert.Throws<ArgumentException>(() => _gradients.Accumulate(_encoder.Loss([1, 1]), [tensor(1f)]));
        NextStepIsRight();

        _gradients.Accumulate(_encoder.Loss([7, 7]), [_encoder.Loss([7, 7])]);
        Assert.Throws<ArgumentException>(() => _gradients.Accumulate([_encoder.Loss([1, 1])]));
        NextStepIsRight();
    }

    [Fact]
    public void A_weighting_that_throws_ends_the_step()
    {
        using var gradients = GradientIntegrator.For([_encoder.Group], new ThrowsInFirstStep());
        Assert.Throws<InvalidOperationException>(() => gradients.Backward(_encoder.Loss([9, 9]), [_encoder.Loss([9, 9])]));
        gradients.Backward(_encoder.Loss([1, 2]), [_encoder.Loss([3, 4])]);
        Assert.Equal([4, 6], _encoder.Gradient);
    }

    [Fact]
    public void Parameters_of_mixed_types_are_refused()
    {
        using var full = new LinearEncoder("x", [1], ScalarType.Float64);
        var mixed = new ParameterGroup("both", [("a", _encoder.Tensors[0]), ("b", full.Tensors[0])]);
        Refuses("group 'both' must have one floating-point type; got 'a' of Float32 and 'b' of Float64.",
            () => GradientIntegrator.For([mixed], Weightings.MMPareto()));
    }

    [Fact]
    public void Groups_that_share_a_parameter_must_agree_in_type_as_one()
    {
        using var full = new LinearEncoder("x", [1], ScalarType.Float64);
        ParameterGroup[] groups =
        [
            new("a", [("p", _encoder.Tensors[0])]),
            new("b", [("q", full.Tensors[0])]),
            new("c", [("r", full.Tensors[0]), ("s", _encoder.Tensors[0])]),
        ];
        Refuses("group 'a+b+c' must have one floating-point type; got 'p' of Float32 and 'q' of Float64.",
            () => GradientIntegrator.For(groups, Weightings.MMPareto()));
    }

    [Fact]
    public void Groups_and_parameters_must_be_there()
    {
        Refuses("groups must have at least one entry; got none. (Parameter 'groups')",
            () => GradientIntegrator.For(Array.Empty<ParameterGroup>(), Weightings.MMPareto()));
        using var relu = nn.ReLU();
        Refuses("group 'encoder1' must have parameters; got none.", () => GradientIntegrator.For([relu], Weightings.MMPareto()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Measuring_is_every_first_step_or_rarer(int every) =>
        Refuses($"MeasureEvery must be at least 1; got {every}. (Parameter 'options')",
            () => GradientIntegrator.For([_encoder.Group], Weightings.Uniform(), new() { MeasureEvery = every }));

    [Fact]
    public void After_disposal_a_step_is_refused()
    {
        NextStepIsRight();
        _gradients.Dispose();
        _gradients.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _gradients.Backward(_encoder.Loss([1, 0]), [_encoder.Loss([1, 0])]));
        Close.Equal(Golden, _encoder.Gradient, 1e-6); // still there
    }

    private void NextStepIsRight()
    {
        _gradients.Backward(_encoder.Loss([1, 0]), [_encoder.Loss([-0.5, 2])]);
        Close.Equal(Golden, _encoder.Gradient, 1e-6);
    }

    private static void Refuses(string message, Func<object> act) =>
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(act).Message);

    private static void Fails(string message, long step, string objective, string? group, string? parameter, Func<object> act)
    {
        var e = Assert.Throws<NumericalException>(act);
        Assert.Equal(message, e.Message);
        Assert.Equal((step, objective, group, parameter), (e.Step, e.Objective, e.Group, e.Parameter));
    }

    private sealed class ThrowsInFirstStep : IWeighting
    {
        public double? ConstantWeight => null;

        public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
        {
            if (statistics.Step == 1) throw new InvalidOperationException("no weights today");
            weights.Fill(1);
            return CombinationReason.Weighted;
        }
    }
}
