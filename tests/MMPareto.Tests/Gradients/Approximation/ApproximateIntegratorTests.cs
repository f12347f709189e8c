using CsCheck;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Gradients.Approximation;
using MMPareto.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients.Approximation;

public class ApproximateIntegratorTests
{
    private static readonly ApproximationOptions Features = new() { AtFeatures = true };
    private static readonly ApproximationOptions EverySecond = new() { RefreshEvery = 2 };

    private static Gen<(int Modalities, int Model, int Batch, int Rule)> Cases =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20], Gen.Int[0, 2]);

    /// <summary>By linearity: what is stale is the weights alone.</summary>
    [Theory]
    [InlineData(ScalarType.Float32, 2e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Kept_weights_that_are_those_of_the_batch_give_the_exact_gradient(ScalarType type, double tolerance) => Cases.Sample(
        (modalities, seed, batch, rule) =>
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(modalities, type: type, seed: seed);
        using var exact = GradientIntegrator.For(model.Groups, Rule(rule));
        var (multimodal, unimodal) = model.Losses(8, batch);
        exact.Backward(multimodal, unimodal);
        var expected = Gradient(model.All);

        using var gradients = new ApproximateIntegrator(model.Groups, new WeightedAggregator(Rule(rule)), EverySecond);
        for (var step = 1; step <= 2; step++)
        {
            model.ClearGradients();
            var groups = Step(gradients, model, batch).Groups;
            Assert.Equal(step == 1 ? modalities : 0, groups.Count);
            Close.Equal(expected, Gradient(model.All), tolerance);
        }
        Assert.Equal(2 + 1, gradients.EncoderPasses);
    }, iter: 60, threads: 1);

    /// <summary>Rows at the features by plain autograd, their Gramian, the weights, and the plain gradients of the losses weighed by them.</summary>
    [Fact]
    public void At_the_features_the_weights_are_those_of_the_gradients_there() => Cases.Sample((modalities, seed, batch, rule) =>
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(modalities, type: ScalarType.Float64, seed: seed);
        var (inputs, labels) = model.Batch(8, batch);
        var rows = RowsAtFeatures(model, inputs, labels);
        var outside = model.GradientOf(Sum, model.Outside, 8, batch);
        using var gradients = new ApproximateIntegrator(model.Groups, new WeightedAggregator(Rule(rule)), Features);

        var record = Step(gradients, model, batch);

        Close.Equal(outside, Gradient(model.Outside), 1e-12);
        var actual = model.Encoders.Select(encoder => Gradient(encoder.parameters())).ToArray();
        for (var k = 0; k < modalities; k++)
        {
            var weights = new double[2];
            var reason = Rule(rule).Weigh(new ObjectiveStatistics(Jacobians.Gramian(rows[k]), step: 1, group: $"m{k}"), weights);
            Assert.Equal(reason, record.Groups[k].Reason);
            Close.Equal(weights, record.Groups[k].Weights, 1e-9);
            Close.Equal([.. rows[k].Select(row => Close.Length(row))], record.Groups[k].Norms, 1e-12);
            var parameters = model.Encoders[k].parameters();
            double[] multimodal = model.GradientOf(losses => losses.Multimodal, parameters, 8, batch), unimodal = model.GradientOf(losses => losses.Unimodal[k], parameters, 8, batch);
            Close.Equal(Jacobians.Combine([multimodal, unimodal], weights), actual[k], 1e-9);
        }
    }, iter: 40, threads: 1);

    /// <summary>Whatever the number of encoders; the exact step takes two.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void One_backward_pass_goes_through_an_encoder(int modalities)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(modalities);
        using var features = new ApproximateIntegrator(model.Groups, Rule(), Features);
        using var refresh = new ApproximateIntegrator(model.Groups, Rule(), new() { RefreshEvery = 3 });
        int[] Counts(ApproximateIntegrator gradients) => [.. Enumerable.Range(0, 7).Select(_ =>
        {
            model.ClearGradients();
            var (inputs, labels) = model.Batch(8);
            var cut = gradients.Cut([.. model.Encode(inputs).Select(z => CountingPass.apply(z))]);
            var (multimodal, unimodal) = model.LossesOf(cut, labels);
            CountingPass.Count = 0;
            gradients.Backward(multimodal, unimodal);
            Assert.Equal(0, CountingPass.Count % modalities);
            return CountingPass.Count / modalities;
        })];
        Assert.Equal([2, 1, 1, 1, 1, 1, 1], Counts(features)); // the first looks who reaches whom
        Assert.Equal(7, features.EncoderPasses);
        Assert.Equal([3, 1, 1, 2, 1, 1, 2], Counts(refresh));
        Assert.Equal(4 + (3 * 2), refresh.EncoderPasses);
    }

    /// <summary>Exact steps and those with kept weights are counted together, in records, in errors and in what a weighting is told.</summary>
    [Fact]
    public void Steps_are_numbered_through()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        var rule = new NumberedRule();
        using var gradients = new ApproximateIntegrator(model.Groups, new WeightedAggregator(rule), new() { RefreshEvery = 3 });
        Assert.Equal([1, 2, 3, 4, 5], Enumerable.Range(0, 5).Select(seed => Step(gradients, model, seed).Step));
        Assert.Equal([1, 4], rule.Steps.Distinct());
        model.ClearGradients();
        var (inputs, labels) = model.Batch(8);
        var (multimodal, unimodal) = model.LossesOf(gradients.Cut(model.Encode(inputs)), labels);
        Assert.Equal(6, Assert.Throws<NumericalException>(() => gradients.Backward(multimodal / 0, unimodal)).Step);
    }

    [Fact]
    public void At_the_features_K_counts_findings_of_weights_there()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), new() { AtFeatures = true, RefreshEvery = 3 });
        var groups = Enumerable.Range(0, 5).Select(seed => Step(gradients, model, seed).Groups.Count);
        Assert.Equal([2, 0, 0, 2, 0], groups);
        Assert.Equal(5, gradients.EncoderPasses);
    }

    [Fact]
    public void Micro_batches_with_kept_weights_add_up_to_their_batch()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2, type: ScalarType.Float64);
        double[] After(int parts)
        {
            using var gradients = new ApproximateIntegrator(model.Groups, Rule(), EverySecond);
            for (var step = 0; step < 2; step++)
            {
                model.ClearGradients();
                var (inputs, labels) = model.Batch(8, 7 + step);
                for (var part = 0; part < parts; part++)
                {
                    var size = 8 / parts;
                    var features = gradients.Cut(model.Encode([.. inputs.Select(x => x.narrow(0, part * size, size))]));
                    var (multimodal, unimodal) = model.LossesOf(features, labels.narrow(0, part * size, size));
                    gradients.Accumulate(multimodal / parts, [.. unimodal.Select(loss => loss / parts)]);
                }
                gradients.Combine();
            }
            return Gradient(model.All);
        }
        Close.Equal(After(1), After(4), 1e-12);
    }

    /// <summary>The weight of a row of length zero says nothing of the loss behind it, which comes back in the next step.</summary>
    [Fact]
    public void A_step_with_an_absent_loss_leaves_no_weights_to_keep()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), new() { RefreshEvery = 10 });
        int Groups(bool absent)
        {
            model.ClearGradients();
            var (inputs, labels) = model.Batch(8);
            var (multimodal, unimodal) = model.LossesOf(gradients.Cut(model.Encode(inputs)), labels);
            return gradients.Backward(multimodal, [absent ? null : unimodal[0], unimodal[1]]).Groups.Count;
        }
        Assert.Equal([2, 2, 0, 0], new[] { Groups(true), Groups(false), Groups(true), Groups(false) });
    }

    [Fact]
    public void Opposite_rows_leave_no_weights_to_keep()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = new ApproximateIntegrator([encoder.Group], Rule(), new() { RefreshEvery = 10 });
        CombinationReason? Reason(double[] multimodal, double[] unimodal)
        {
            var theta = gradients.Cut([encoder.Tensors[0] * 1])[0];
            var groups = gradients.Backward((tensor(multimodal).to(float32) * theta).sum(), [(tensor(unimodal).to(float32) * theta).sum()]).Groups;
            return groups.Count == 0 ? null : groups[0].Reason;
        }
        Assert.Equal(CombinationReason.Stationary, Reason([1, 2], [-1, -2]));
        Assert.Equal(CombinationReason.Capped, Reason([1, 2], [-3, -6.00001]));
        Assert.Equal(CombinationReason.Conflict, Reason([1, 0], [-0.5, 2]));
        encoder.Tensors[0].grad = null;
        Assert.Null(Reason([1, 0], [-0.5, 2]));
        Close.Equal([2.4739, 1.8554], encoder.Gradient, 1e-4); // the worked case of docs/methods/mmpareto.md
    }

    public static TheoryData<string> Both => ["features", "refresh"];

    [Theory]
    [MemberData(nameof(Both))]
    public void A_frozen_encoder_is_left_alone_and_may_come_back(string kind)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), kind == "features" ? Features : EverySecond);
        model.SetTrainable(false, encoder: 0);
        for (var step = 0; step < 2; step++)
        {
            model.ClearGradients();
            var groups = Step(gradients, model, 7).Groups;
            if (groups.Count > 0)
            {
                Assert.Equal((CombinationReason.AllZero, 0.0), (groups[0].Reason, groups[0].Length));
                Assert.NotEqual(0, groups[1].Length);
            }
            Assert.All(model.Encoders[0].parameters(), p => Assert.Null(p.grad));
            Assert.NotEqual(0, Close.Length(Gradient(model.Encoders[1].parameters())));
        }
        model.SetTrainable(true);
        Assert.Equal(2, Step(gradients, model, 7).Groups.Count);
        Assert.Equal(kind == "features" ? 2 : 0, Step(gradients, model, 7).Groups.Count);
        Assert.NotEqual(0, Close.Length(Gradient(model.Encoders[0].parameters())));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void All_encoders_may_be_frozen(string kind)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        model.SetTrainable(false);
        var heads = model.GradientOf(Sum, model.Outside);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), kind == "features" ? Features : EverySecond);
        for (var step = 0; step < 2; step++)
        {
            model.ClearGradients();
            Step(gradients, model, 7);
            Close.Equal(heads, Gradient(model.Outside), 1e-5);
        }
    }

    [Fact]
    public void A_parameter_that_no_loss_reaches_gets_a_gradient_of_zero()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2, 3]);
        using var gradients = new ApproximateIntegrator([encoder.Group], Rule(), Features);
        var theta = gradients.Cut([encoder.Tensors[0] * 1])[0];
        gradients.Backward(theta.sum(), [theta.sum()]);
        Assert.Equal([3, 3, 0, 0, 0], encoder.Gradient);
        Assert.NotNull(encoder.Tensors[1].grad);
    }

    [Fact]
    public void What_is_not_finite_is_named_where_it_was_found()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2]);
        using var gradients = new ApproximateIntegrator([encoder.Group], Rule(), Features);
        string Message(Func<Tensor, Tensor> make, Func<Tensor, (Tensor, Tensor)> losses) => Assert.Throws<NumericalException>(() =>
        {
            var theta = gradients.Cut([make(encoder.Tensors[0])])[0];
            var (multimodal, unimodal) = losses(theta);
            gradients.Backward(multimodal, [unimodal]);
        }).Message;
        const string remedy = "is not finite. Lower the learning rate, clip the gradient, or check the inputs.";
        Assert.Equal($"step 1: the unimodal number 1 loss {remedy}", Message(p => p * 1, theta => (theta.sum(), theta.sum() / 0 + 1)));
        Assert.Equal($"step 1: the unimodal gradient of encoder 'e', parameter 'features', {remedy}", Message(p => p * 1, theta => (theta.sum(), theta.sqrt().sum())));
        Assert.Equal($"step 1: the combined gradient of encoder 'e', parameter 'p0', {remedy}", Message(p => p.sqrt(), theta => (theta.sum(), theta.sum())));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Encoders_that_exchange_information_are_refused_in_the_first_step(string kind)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2, Wiring.Exchange);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), kind == "features" ? Features : EverySecond);
        Assert.Equal(
            "an approximation needs encoders that stand by themselves; got one that another's features or unimodal loss reaches. Use the exact gradient.",
            Assert.Throws<InvalidOperationException>(() => Step(gradients, model, 7)).Message);
    }

    [Fact]
    public void What_cannot_be_approximated_is_refused()
    {
        using var shared = new TinyMultimodal(2, Wiring.SharedEncoder);
        Assert.Equal(
            "groups must not share parameters in an approximation; got '0.weight' twice. (Parameter 'groups')",
            Assert.Throws<ArgumentException>(() => new ApproximateIntegrator(shared.Groups, Rule(), Features)).Message);
        using var model = new TinyMultimodal(2);
        string Refusal(Aggregator aggregator, ApproximationOptions options) =>
            Assert.Throws<ArgumentException>(() => new ApproximateIntegrator(model.Groups, aggregator, options)).Message;
        Assert.Equal(
            "approximation must be at the features, or refresh every 2 steps or more; got every 1. (Parameter 'approximation')", Refusal(Rule(), new()));
        Assert.StartsWith("approximation must be", Refusal(Rule(), new() { AtFeatures = true, RefreshEvery = 0 }), StringComparison.Ordinal);
        Assert.Equal(
            "aggregator must be one that can be approximated so; got one that needs the gradients of each parameter tensor, of which an approximation " +
            "knows no more than weights of whole rows. (Parameter 'aggregator')", Refusal(Weightings.MMParetoOfficial(), Features));
        Assert.Contains("weighs all rows alike", Refusal(new WeightedAggregator(Weightings.Uniform()), Features), StringComparison.Ordinal);
        var gradNorm = new WeightedAggregator(Weightings.GradNorm());
        Assert.Contains("learns its weights from step to step", Refusal(gradNorm, EverySecond), StringComparison.Ordinal);
        Assert.Null(Features.ReasonAgainst(gradNorm));
    }

    [Fact]
    public void Calls_out_of_order_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyMultimodal(2);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), Features);
        var (multimodal, unimodal) = model.Losses();
        Assert.Contains("call Cut first", Assert.Throws<InvalidOperationException>(() => gradients.Accumulate(multimodal, unimodal)).Message, StringComparison.Ordinal);
        Assert.Contains("call Accumulate first", Assert.Throws<InvalidOperationException>(() => gradients.Combine()).Message, StringComparison.Ordinal);
        Assert.Contains("got 1", Assert.Throws<ArgumentException>(() => gradients.Cut([multimodal])).Message, StringComparison.Ordinal);
        void Accumulate()
        {
            var (inputs, labels) = model.Batch(8);
            var losses = model.LossesOf(gradients.Cut(model.Encode(inputs)), labels);
            gradients.Accumulate(losses.Multimodal, losses.Unimodal);
        }
        Accumulate();
        Assert.Equal(
            "weights at the features need the whole batch at once; got a second micro-batch in one step.",
            Assert.Throws<InvalidOperationException>(Accumulate).Message);
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var model = new TinyMultimodal(2);
        using var gradients = new ApproximateIntegrator(model.Groups, Rule(), EverySecond);
        void Take()
        {
            using var scope = NewDisposeScope();
            Step(gradients, model, 7);
        }
        Take();
        Take();
        var before = LiveTensors.Settled();
        for (var step = 0; step < 6; step++) Take();
        LiveTensors.AssertAtMost(before + (3 * 2)); // TorchSharp counts a tensor that became a Parameter for good
    }

    private static StepStatistics Step(ApproximateIntegrator gradients, TinyMultimodal model, int seed)
    {
        var (inputs, labels) = model.Batch(8, seed);
        var (multimodal, unimodal) = model.LossesOf(gradients.Cut(model.Encode(inputs)), labels);
        return gradients.Backward(multimodal, unimodal);
    }

    /// <summary>For each encoder the gradients of the multimodal and of its unimodal loss at its features.</summary>
    private static double[][][] RowsAtFeatures(TinyMultimodal model, Tensor[] inputs, Tensor labels)
    {
        double[][] Of(Func<(Tensor Multimodal, Tensor[] Unimodal), Tensor> loss)
        {
            Tensor[] leaves = [.. model.Encode(inputs).Select(z => z.detach().requires_grad_())];
            loss(model.LossesOf(leaves, labels)).backward();
            return [.. leaves.Select(leaf => leaf.grad!.flatten().data<double>().ToArray())];
        }
        var (multimodal, unimodal) = (Of(losses => losses.Multimodal), Of(losses => losses.Unimodal.Aggregate((a, b) => a + b)));
        model.ClearGradients();
        return [.. multimodal.Zip(unimodal, (m, u) => new[] { m, u })];
    }

    private static Aggregator Rule() => new WeightedAggregator(Rule(0));

    private static IWeighting Rule(int number) => number switch
    {
        0 => Weightings.MMPareto(),
        1 => Weightings.Pareto(),
        _ => Weightings.PCGrad(),
    };

    private static Tensor Sum((Tensor Multimodal, Tensor[] Unimodal) losses) =>
        losses.Unimodal.Aggregate(losses.Multimodal, (sum, loss) => sum + loss);

    private static double[] Gradient(IEnumerable<Parameter> parameters) => [.. parameters.SelectMany(LinearEncoder.GradientOf)];

    private sealed class NumberedRule : IWeighting
    {
        public List<long> Steps { get; } = [];

        public double? ConstantWeight => null;

        public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
        {
            Steps.Add(statistics.Step);
            weights.Fill(1);
            return CombinationReason.Weighted;
        }
    }
}
