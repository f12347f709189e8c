using MMPareto.Gradients;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class CrossGradientsTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(CrossGradients.Sum)]
    [InlineData(CrossGradients.Rows)]
    [InlineData(CrossGradients.Own)]
    public void Separate_encoders_take_two_passes_in_every_mode(CrossGradients cross)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(4);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured, new() { Cross = cross });

        Backward(gradients, model);

        Assert.True(gradients.EncodersAreSeparate);
        Assert.Equal(2, gradients.BackwardPasses);
        for (var k = 0; k < 4; k++)
            ExpectRows(captured, $"m{k}", model.GradientOf(l => l.Multimodal, k), model.GradientOf(l => l.Unimodal[k], k));
    }

    [Theory]
    [InlineData(CrossGradients.Sum, 2)]
    [InlineData(CrossGradients.Rows, 4)]
    [InlineData(CrossGradients.Own, 4)]
    public void Encoders_that_exchange_features_get_the_rows_of_the_mode(CrossGradients cross, int passes)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3, Wiring.Exchange);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured, new() { Cross = cross });

        Backward(gradients, model);

        Assert.False(gradients.EncodersAreSeparate);
        Assert.Equal(passes, gradients.BackwardPasses);
        var heads = GradientOf(model);
        for (var k = 0; k < 3; k++)
        {
            var multimodal = model.GradientOf(l => l.Multimodal, k);
            double[][] unimodal = [.. Enumerable.Range(0, 3).Select(j => model.GradientOf(l => l.Unimodal[j], k))];
            Assert.All(unimodal, row => Assert.True(Close.Length(row) > 1e-4)); // every loss reaches every encoder
            if (cross == CrossGradients.Sum) ExpectRows(captured, $"m{k}", multimodal, Jacobians.Sum(unimodal));
            if (cross == CrossGradients.Rows) ExpectRows(captured, $"m{k}", [multimodal, .. unimodal]);
            if (cross == CrossGradients.Own) ExpectRows(captured, $"m{k}", multimodal, unimodal[k]);
        }
        Close.Equal(model.GradientOf(Sum, model.Outside), heads, Tolerance);
    }

    [Theory]
    [InlineData(CrossGradients.Sum, 2)]
    [InlineData(CrossGradients.Rows, 4)]
    [InlineData(CrossGradients.Own, 4)]
    public void Encoders_that_share_parameters_are_one_group(CrossGradients cross, int passes)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3, Wiring.SharedEncoder);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured, new() { Cross = cross });

        var record = Backward(gradients, model);

        Assert.False(gradients.EncodersAreSeparate);
        Assert.Equal(passes, gradients.BackwardPasses);
        Assert.Equal(["m0+m1", "m2"], record.Groups.Select(g => g.Name));
        foreach (var (name, encoder, own) in ((string, int, int[])[])[("m0+m1", 0, [0, 1]), ("m2", 2, [2])])
        {
            var multimodal = model.GradientOf(l => l.Multimodal, encoder);
            double[][] unimodal = [.. Enumerable.Range(0, 3).Select(j => model.GradientOf(l => l.Unimodal[j], encoder))];
            if (cross == CrossGradients.Rows) ExpectRows(captured, name, [multimodal, .. unimodal]);
            else ExpectRows(captured, name, multimodal, Jacobians.Sum([.. own.Select(j => unimodal[j])]));
        }
    }

    [Theory]
    [InlineData(CrossGradients.Rows)]
    [InlineData(CrossGradients.Own)]
    public void A_missing_loss_leaves_its_row_empty_in_models_that_exchange(CrossGradients cross)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3, Wiring.Exchange);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured, new() { Cross = cross });
        var (multimodal, unimodal) = model.Losses();

        gradients.Backward(multimodal, [unimodal[0], null, unimodal[2]]);

        Assert.Null(gradients.EncodersAreSeparate);
        Assert.Equal(3, gradients.BackwardPasses);
        for (var k = 0; k < 3; k++)
        {
            double[][] rows = [.. Enumerable.Range(0, 3).Select(j => model.GradientOf(l => j == 1 ? l.Unimodal[1] * 0 : l.Unimodal[j], k))];
            if (cross == CrossGradients.Rows) ExpectRows(captured, $"m{k}", [model.GradientOf(l => l.Multimodal, k), .. rows]);
            else ExpectRows(captured, $"m{k}", model.GradientOf(l => l.Multimodal, k), rows[k]);
        }
    }

    /// <summary>Looking at the graph must not leave traces in parameters outside the groups.</summary>
    [Fact]
    public void A_weighting_sees_the_loss_behind_each_row()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3);
        var capture = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, capture);
        var (multimodal, unimodal) = model.Losses();
        double[] own = [.. unimodal.Select(loss => (double)loss.item<float>())];
        var record = gradients.Backward(multimodal, unimodal);
        for (var k = 0; k < own.Length; k++)
            Assert.Equal([record.MultimodalLoss, own[k]], capture.Losses[model.Groups[k].Name]);

        using var crossing = new TinyMultimodal(3, Wiring.Exchange);
        using var others = GradientIntegrator.For(crossing.Groups, capture);
        (multimodal, unimodal) = crossing.Losses();
        own = [.. unimodal.Select(loss => (double)loss.item<float>())];
        record = others.Backward(multimodal, unimodal);
        Assert.Equal([record.MultimodalLoss, own.Sum()], capture.Losses[crossing.Groups[0].Name]);
    }

    [Fact]
    public void Finding_the_reach_leaves_heads_alone()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2, Wiring.Exchange);
        var expected = model.GradientOf(Sum, model.Outside);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto(), new() { Cross = CrossGradients.Own });

        Backward(gradients, model);

        Close.Equal(expected, GradientOf(model), Tolerance);
    }

    /// <summary>A loss that reaches an encoder with a gradient that happens to be zero still reaches it.</summary>
    [Fact]
    public void Reach_is_a_matter_of_the_graph_not_of_zeros()
    {
        using var scope = NewDisposeScope();
        using var a = new LinearEncoder("a", [2]);
        using var b = new LinearEncoder("b", [2]);
        using var gradients = GradientIntegrator.For([a.Group, b.Group], Weightings.MMPareto());

        gradients.Backward(a.Loss([1, 0]) + b.Loss([1, 0]), [a.Loss([1, 0]) + b.Loss([0, 0]), b.Loss([0, 1])]);

        Assert.False(gradients.EncodersAreSeparate);
    }

    /// <summary>An encoder that was frozen on the first batch hid that a foreign loss reaches it.</summary>
    [Theory]
    [InlineData(CrossGradients.Own)]
    [InlineData(CrossGradients.Rows)]
    public void An_encoder_that_is_unfrozen_later_is_looked_at_again(CrossGradients cross)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2, Wiring.Exchange);
        var captured = new CapturingAggregator();
        using var gradients = GradientIntegrator.For(model.Groups, captured, new() { Cross = cross });
        model.SetTrainable(false);
        Backward(gradients, model);
        model.SetTrainable(true);

        Backward(gradients, model);

        Assert.False(gradients.EncodersAreSeparate);
        for (var k = 0; k < 2; k++)
        {
            var multimodal = model.GradientOf(l => l.Multimodal, k);
            if (cross == CrossGradients.Own) ExpectRows(captured, $"m{k}", multimodal, model.GradientOf(l => l.Unimodal[k], k));
            else ExpectRows(captured, $"m{k}", multimodal, model.GradientOf(l => l.Unimodal[0], k), model.GradientOf(l => l.Unimodal[1], k));
        }
    }

    [Fact]
    public void Own_rows_need_a_loss_for_each_encoder()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(3);
        using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto(), new() { Cross = CrossGradients.Own });
        var (multimodal, unimodal) = model.Losses();

        var e = Assert.Throws<ArgumentException>(() => gradients.Backward(multimodal, unimodal[..2]));

        Assert.Equal("cross gradients 'own' need one unimodal loss an encoder; got 2 losses for 3 encoders.", e.Message);
    }

    private static StepStatistics Backward(GradientIntegrator gradients, TinyMultimodal model)
    {
        var (multimodal, unimodal) = model.Losses();
        return gradients.Backward(multimodal, unimodal);
    }

    private static Tensor Sum((Tensor Multimodal, Tensor[] Unimodal) losses) =>
        losses.Unimodal.Aggregate(losses.Multimodal, (sum, loss) => sum + loss);

    private static double[] GradientOf(TinyMultimodal model) => [.. model.Outside.SelectMany(LinearEncoder.GradientOf)];

    private static void ExpectRows(CapturingAggregator captured, string group, params double[][] rows)
    {
        Assert.Equal(rows.Length, captured.Rows[group].Length);
        for (var i = 0; i < rows.Length; i++) Close.Equal(rows[i], captured.Rows[group][i], Tolerance);
    }
}
