using MMPareto.Gradients;
using MMPareto.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class GradientIntegratorTests
{
    private const double Tolerance = 1e-5; // float32, two orders of summation

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Two_passes_give_the_gradient_of_each_loss_alone(int modalities)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(modalities);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured);

        for (var step = 1; step <= 3; step++)
        {
            var (multimodal, unimodal) = model.Losses();
            var record = gradients.Backward(multimodal, unimodal);

            Assert.Equal(2 * step, gradients.BackwardPasses);
            Assert.Equal(step, record.Step);
            Assert.Equal(modalities, record.Groups.Count);
        }

        Assert.True(gradients.EncodersAreSeparate);
        for (var k = 0; k < modalities; k++)
        {
            Assert.Equal(2, captured.Rows[$"m{k}"].Length);
            Close.Equal(model.GradientOf(l => l.Multimodal, k), captured.Rows[$"m{k}"][0], Tolerance);
            Close.Equal(model.GradientOf(l => l.Unimodal[k], k), captured.Rows[$"m{k}"][1], Tolerance);
        }
    }

    [Fact]
    public void Heads_get_the_plain_gradient_of_the_sum_of_all_losses()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3);
        var expected = model.GradientOf(Sum, model.Outside);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());

        Backward(gradients, model);

        Close.Equal(expected, GradientOf(model.Outside), Tolerance);
    }

    [Fact]
    public void Heads_accumulate_as_in_autograd_and_encoders_are_overwritten()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());
        Backward(gradients, model);
        var (encoder, heads) = (GradientOf(model.Encoders[0].parameters()), GradientOf(model.Outside));

        Backward(gradients, model);

        Close.Equal(encoder, GradientOf(model.Encoders[0].parameters()), 1e-7);
        Close.Equal([.. heads.Select(x => 2 * x)], GradientOf(model.Outside), 1e-6);
    }

    [Fact]
    public void Gradients_left_by_someone_else_do_not_enter_the_result()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());
        Backward(gradients, model);
        var expected = GradientOf(model.Encoders[0].parameters());

        model.Losses().Multimodal.backward();
        Backward(gradients, model);

        Close.Equal(expected, GradientOf(model.Encoders[0].parameters()), 1e-7);
    }

    [Fact]
    public void The_uniform_preset_is_plain_backward_of_the_sum()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3);
        var expected = model.GradientOf(Sum, model.All);
        using var gradients = GradientIntegrator.For(model.Encoders, Weightings.Uniform());

        var record = Backward(gradients, model);

        Close.Equal(expected, GradientOf(model.All), Tolerance);
        Assert.Equal(["encoder1", "encoder2", "encoder3"], record.Groups.Select(g => g.Name));
    }

    [Fact]
    public void Uniform_scaled_multiplies_the_gradients_of_encoders_only()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var (encoders, heads) = (Trained(model), model.GradientOf(Sum, model.Outside));
        var plain = model.GradientOf(Sum, encoders);
        using var gradients = GradientIntegrator.For(model.Encoders, Weightings.UniformScaled(2.5));

        Backward(gradients, model);

        Close.Equal([.. plain.Select(x => 2.5 * x)], GradientOf(encoders), Tolerance);
        Close.Equal(heads, GradientOf(model.Outside), Tolerance);
    }

    [Fact]
    public void Joint_trains_encoders_on_the_multimodal_loss_alone()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var expected = model.GradientOf(l => l.Multimodal, Trained(model));
        using var gradients = GradientIntegrator.For(model.Encoders, Weightings.Joint());

        Backward(gradients, model);

        Close.Equal(expected, GradientOf(Trained(model)), Tolerance);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("optimizer")]
    [InlineData("module")]
    public void Training_is_the_same_however_gradients_are_zeroed(string how)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var reference = new TinyMultimodal(2);
        using var gradients = GradientIntegrator.For(model.Encoders, Weightings.UniformScaled(1.5));
        using var optimizer = optim.SGD(model.All, 0.1);
        using var plain = optim.SGD(reference.All, 0.1);

        for (var step = 0; step < 5; step++)
        {
            if (how == "optimizer") optimizer.zero_grad();
            if (how == "module") foreach (var encoder in model.Encoders) encoder.zero_grad();
            foreach (var parameter in model.Outside) parameter.grad = null;
            Backward(gradients, model, seed: step);
            optimizer.step();

            plain.zero_grad();
            Sum(reference.Losses(8, step)).backward();
            using (no_grad())
                foreach (var parameter in Trained(reference)) parameter.grad!.mul_(1.5);
            plain.step();
        }

        Close.Equal(ValuesOf(reference.All), ValuesOf(model.All), Tolerance);
    }

    [Fact]
    public void The_losses_are_recorded()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = GradientIntegrator.For(model.Encoders, Weightings.MMPareto());
        var (multimodal, unimodal) = model.Losses();

        var record = gradients.Backward(multimodal, unimodal);

        Assert.Equal(multimodal.item<float>(), record.MultimodalLoss, 1e-7);
        Assert.Equal([unimodal[0].item<float>(), unimodal[1].item<float>()], record.UnimodalLosses.Select(x => (float)x!.Value));
    }

    [Fact]
    public void A_missing_unimodal_loss_leaves_its_row_empty()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3);
        var expected = model.GradientOf(l => l.Multimodal, 1);
        var other = model.GradientOf(l => l.Unimodal[2], 2);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured);
        var (multimodal, unimodal) = model.Losses();

        var record = gradients.Backward(multimodal, [unimodal[0], null, unimodal[2]]);

        Assert.Null(gradients.EncodersAreSeparate); // not known before a batch has all losses
        Assert.Equal(2, gradients.BackwardPasses);
        Close.Equal(expected, captured.Rows["m1"][0], Tolerance);
        Assert.All(captured.Rows["m1"][1], x => Assert.Equal(0, x));
        Close.Equal(other, captured.Rows["m2"][1], Tolerance);
        Assert.Null(record.UnimodalLosses[1]);
        Assert.NotNull(record.UnimodalLosses[2]);

        Backward(gradients, model);
        Assert.True(gradients.EncodersAreSeparate);
        Assert.Equal(4, gradients.BackwardPasses);
    }

    [Fact]
    public void Without_any_unimodal_loss_the_multimodal_row_is_scaled()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var expected = model.GradientOf(l => l.Multimodal, Trained(model));
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());

        var record = gradients.Backward(model.Losses().Multimodal, [null, null]);
        Close.Equal([.. expected.Select(x => 1.5 * x)], GradientOf(Trained(model)), Tolerance);
        Assert.All(record.Groups, g => Assert.Equal(CombinationReason.SingleRow, g.Reason));

        gradients.Backward(model.Losses().Multimodal, []);
        Close.Equal([.. expected.Select(x => 1.5 * x)], GradientOf(Trained(model)), Tolerance);
        Assert.Null(gradients.EncodersAreSeparate);
    }

    [Fact]
    public void Unused_parameters_get_a_gradient_of_zero()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var unused = new Parameter(ones(4));
        var group = model.Groups[0] with { Parameters = [("unused", unused), .. model.Groups[0].Parameters] };
        var expected = model.GradientOf(Sum, model.Encoders[0].parameters());
        using var gradients = GradientIntegrator.For([group, model.Groups[1]], Weightings.Uniform());

        Backward(gradients, model);

        Assert.Equal([0, 0, 0, 0], LinearEncoder.GradientOf(unused));
        Close.Equal(expected, GradientOf(model.Encoders[0].parameters()), Tolerance);
    }

    [Fact]
    public void A_parameter_without_entries_does_no_harm()
    {
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using var scope = NewDisposeScope();
            using var encoder = new LinearEncoder("e", [0, 2, 0], type);
            using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMParetoOfficial());
            gradients.Backward(encoder.Loss([1, 0]), [encoder.Loss([-0.5, 2])]);
            Close.Equal([2.4738634, 1.8553975], encoder.Gradient, 1e-6);
        }
    }

    [Fact]
    public void Tasks_on_a_shared_trunk_get_a_row_each()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3, Wiring.Exchange);
        double[][] expected = [.. Enumerable.Range(0, 3).Select(i => model.GradientOf(l => l.Unimodal[i], Trained(model)))];
        var heads = model.GradientOf(l => l.Unimodal[0] + l.Unimodal[1] + l.Unimodal[2], model.Heads.SelectMany(h => h.parameters()));
        var trunk = new ParameterGroup("trunk", [.. model.Groups.SelectMany(g => g.Parameters)]);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For([trunk], captured);

        var record = gradients.Backward(model.Losses().Unimodal);

        Assert.Equal(3, gradients.BackwardPasses);
        Assert.Equal(3, captured.Rows["trunk"].Length);
        for (var i = 0; i < 3; i++) Close.Equal(expected[i], captured.Rows["trunk"][i], Tolerance);
        Assert.Equal([record.MultimodalLoss, .. record.UnimodalLosses.Select(x => x!.Value)], captured.Losses["trunk"]);
        Close.Equal(heads, GradientOf(model.Heads.SelectMany(h => h.parameters())), Tolerance);
    }

    [Fact]
    public void One_task_alone_is_plain_backward_times_gamma()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var expected = model.GradientOf(l => l.Multimodal, Trained(model));
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());

        gradients.Backward([model.Losses().Multimodal]);

        Close.Equal([.. expected.Select(x => 1.5 * x)], GradientOf(Trained(model)), Tolerance);
    }

    [Fact]
    public void The_number_of_rows_may_change_from_step_to_step()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.Uniform());
        for (var round = 0; round < 2; round++)
        {
            foreach (var rows in (int[])[1, 3, 2, 5])
            {
                gradients.Backward([.. Enumerable.Range(1, rows).Select(i => encoder.Loss([i, -i]))]);
                var sum = rows * (rows + 1) / 2;
                Assert.Equal([sum, -sum], encoder.Gradient);
            }
        }
    }

    [Fact]
    public void Weightings_see_the_losses_the_step_and_the_seed()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured);
        var (multimodal, unimodal) = model.Losses();

        gradients.Backward(multimodal, unimodal);

        Assert.Equal(multimodal.item<float>(), captured.Losses["m0"][0], 1e-6);
        Assert.Equal(unimodal[0].item<float>(), captured.Losses["m0"][1], 1e-6);
        Backward(gradients, model);
        Assert.Equal([1, 1, 2, 2], captured.Steps);
    }

    [Fact]
    public void Defaults_measure_every_step_and_sum_what_crosses() => Assert.Equal(
        new IntegratorOptions { Cross = CrossGradients.Sum, MeasureEvery = 1, Seed = 0 }, new IntegratorOptions());

    private static StepStatistics Backward(GradientIntegrator gradients, TinyMultimodal model, int seed = 7)
    {
        var (multimodal, unimodal) = model.Losses(8, seed);
        return gradients.Backward(multimodal, unimodal);
    }

    private static Tensor Sum((Tensor Multimodal, Tensor[] Unimodal) losses) =>
        losses.Unimodal.Aggregate(losses.Multimodal, (sum, loss) => sum + loss);

    private static Parameter[] Trained(TinyMultimodal model) =>
        [.. model.Groups.SelectMany(g => g.Parameters).Select(p => p.Parameter)];

    private static double[] GradientOf(IEnumerable<Parameter> parameters) => [.. parameters.SelectMany(LinearEncoder.GradientOf)];

    private static double[] ValuesOf(IEnumerable<Parameter> parameters) =>
        [.. parameters.SelectMany(p => p.detach().to(float64).flatten().data<double>().ToArray())];
}
