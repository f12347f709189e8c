using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Gradients.Approximation;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Methods.Gradient;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

/// <summary>The approximations in the loop.</summary>
public sealed class ApproximateIntegrationTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public static TheoryData<bool, int> Kinds => new() { { true, 1 }, { false, 5 }, { true, 5 } };

    public void Dispose() => _runs.Dispose();

    /// <summary>Seven batches of 16 samples; three epochs are 21 steps.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_learns_and_records_the_steps_in_which_weights_are_found(bool atFeatures, int every)
    {
        using var scope = NewDisposeScope();
        var methods = new List<ApproximateIntegration>();
        var trained = new SmallTraining
        {
            Options = new() { Epochs = 3, BatchSize = 16 },
            Method = () =>
            {
                methods.Add(New(atFeatures, every));
                return methods[0];
            },
        }.Run(_runs["a"]);
        Assert.True(trained.Epochs[^1].Train.Fused.Loss < trained.Epochs[0].Train.Fused.Loss);
        long[] expected = [.. Enumerable.Range(1, 21).Where(step => (step - 1) % every == 0).Select(step => (long)step)];
        Assert.Equal(expected, trained.Steps.Select(step => step.Step));
        Assert.All(trained.Steps.SelectMany(step => step.Encoders.Values), encoder => Assert.True(encoder.Length > 0 && encoder.Norms.Count == 2));
        Assert.Equal(21 + (atFeatures ? 0 : expected.Length), methods[0].EncoderPasses);
        Assert.All(methods[0].Notes, note => Assert.StartsWith("approximation: ", note, StringComparison.Ordinal));
        Assert.Equal((atFeatures ? 1 : 0) + (every > 1 ? 1 : 0), methods[0].Notes.Count);
    }

    /// <summary>With a rule that gives equal weights everything is linear: the approximation is then the plain sum, in any model.</summary>
    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(false, 3, 1)]
    [InlineData(false, 3, 4)]
    public void With_equal_weights_nothing_is_approximated(bool atFeatures, int every, int microBatches)
    {
        var training = new SmallTraining { Data = PartialDataset.Playground(), Options = new() { Epochs = 2, BatchSize = 32, MicroBatches = microBatches } };
        var expected = (training with { Method = () => SmallTraining.Uniform(0.7) }).Run(_runs["exact"]);
        var actual = (training with
        {
            Method = () => new ApproximateIntegration("equal", new WeightedAggregator(new EqualWeights()), new() { AtFeatures = atFeatures, RefreshEvery = every }, new(), 0.7),
        }).Run(_runs["approximate"]);
        foreach (var (name, values) in expected.Weights) Close.Equal(values, actual.Weights[name], 1e-4);
    }

    /// <summary>The multimodal loss has a gradient at the zeros that stand for what is missing; it is in no row.</summary>
    [Fact]
    public void Rows_are_of_the_samples_that_have_the_modality()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTraining { Data = PartialDataset.Playground() }.NewModel();
        using var batch = new MMPareto.Data.Loading.BatchReader(PartialDataset.Playground().Train).Read([0, 1, 2, 3, 4, 5, 6], TestContext.Current.CancellationToken);
        double[] Norms(int encoder)
        {
            Tensor[] leaves = [.. model.Encode(batch.Inputs, batch.Presence).Select(z => z.detach().requires_grad_())];
            double NormOf(Func<Objectives, Tensor> loss)
            {
                loss(HeadLosses.Of(model.Decode(leaves, batch.Presence), batch.Labels)).backward();
                var rows = batch.Presence!.RowsOf(model.ModalityNames[encoder])!;
                var norm = leaves[encoder].grad!.index_select(0, tensor(rows)).norm().item<float>();
                Assert.True(rows.Length < 7);
                leaves[encoder].grad!.zero_();
                return norm;
            }
            return [NormOf(losses => losses.Multimodal!), NormOf(losses => losses.Heads[encoder]!)];
        }
        double[][] expected = [Norms(0), Norms(1)];
        foreach (var parameter in model.parameters()) parameter.grad = null;
        using var method = New(atFeatures: true);
        method.Begin(model);

        method.Accumulate(method.ComputeObjectives(method.Forward(model, batch.Inputs, batch.Labels, batch.Presence), batch.Labels));

        var groups = method.Combine();
        for (var k = 0; k < 2; k++) Close.Equal(expected[k], groups[k].Norms, 1e-5);
    }

    /// <summary>A step in which no sample has a modality leaves its encoder as it was.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_encoder_without_samples_does_not_move(bool atFeatures, int every)
    {
        var training = new SmallTraining
        {
            Data = PartialDataset.Of(SmallTraining.Playground(), (_, m) => m == 1),
            Options = new() { Epochs = 1, BatchSize = 16 },
            Optimizer = new() { LearningRate = 0.05, WeightDecay = 0 },
            Method = () => New(atFeatures, every),
        };
        using var before = training.NewModel();
        var weights = SmallTraining.Weights(before);
        var trained = training.Run(_runs["a"]);
        Assert.Equal(Trained.Of(weights, "encoders.m1."), trained.Of("encoders.m1."));
        Assert.NotEqual(Trained.Of(weights, "encoders.m2."), trained.Of("encoders.m2."));
        Assert.Equal(7, trained.Steps.Count); // no weights for m1 are found, so they are looked for in each step
        Assert.All(trained.Steps, step => Assert.Equal("all_zero", step.Encoders["m1"].Reason));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Runs_of_one_seed_are_equal(bool atFeatures, int every)
    {
        var training = new SmallTraining { Method = () => New(atFeatures, every) };
        var (first, second) = (training.Run(_runs["a"]), training.Run(_runs["b"]));
        Assert.Equal(File.ReadAllBytes(first.Folder.LastWeightsFile), File.ReadAllBytes(second.Folder.LastWeightsFile));
    }

    /// <summary>The features of a trunk are what all heads read, so this is the bound of Sener and Koltun.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_trunk_of_several_tasks_takes_one_pass(bool atFeatures, int every)
    {
        using var scope = NewDisposeScope();
        Seeds.SeedInitialWeights(0);
        using var model = new MultitaskModel("vector", new MLPEncoder(6, 16, 8), ["left", "right"], 3);
        using var method = New(atFeatures, every);
        using var batch = new MMPareto.Data.Loading.BatchReader(new FakeTasks(32)).Read([.. Enumerable.Range(0, 32)], TestContext.Current.CancellationToken);
        Assert.Null(method.Refuse(model));
        method.Begin(model);
        for (var step = 0; step < 3; step++)
        {
            foreach (var parameter in model.parameters()) parameter.grad?.zero_();
            method.Accumulate(method.ComputeObjectives(method.Forward(model, batch.Inputs, batch.Labels, null), batch.Labels));
            Assert.Equal(step == 0 || every == 1 ? ["trunk"] : (string[])[], method.Combine().Select(group => group.Name));
        }
        Assert.Equal(atFeatures ? 3 : 2 + 2, method.EncoderPasses);
        Assert.All(model.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_loss_that_is_not_finite_is_named_as_in_the_exact_step(bool atFeatures, int every)
    {
        var training = new SmallTraining
        {
            Method = () => New(atFeatures, every),
            Prepare = model => model.get_parameter("heads.m2.bias")!.fill_(float.PositiveInfinity),
        };
        Assert.Equal(
            "step 1: the unimodal m2 loss is not finite. Lower the learning rate, clip the gradient, or check the inputs.",
            Assert.Throws<NumericalException>(() => training.Run(_runs["a"])).Message);
    }

    [Fact]
    public void Models_whose_encoders_hang_together_are_refused()
    {
        using var a = new ConvEncoder(1);
        using var b = new ConvEncoder(1);
        using var exchange = new MultimodalModel([("a", a), ("b", b)], null, 3, new MMTMExchange(a, b));
        const string needed = "is approximated at the output of each encoder, which must come of that encoder alone; in this model";
        using var features = New(atFeatures: true);
        using var refresh = New(atFeatures: false, every: 5);
        using var both = New(atFeatures: true, every: 5);
        Assert.Equal($"{needed} encoders exchange information (set method.gradient to exact)", features.Refuse(exchange));
        Assert.Equal($"{needed} encoders exchange information (set method.refresh to 1)", refresh.Refuse(exchange));
        Assert.Equal($"{needed} encoders exchange information (set method.gradient to exact and method.refresh to 1)", both.Refuse(exchange));
        using var c = new MLPEncoder(4, 5, 3);
        using var shared = new MultimodalModel([("a", c), ("b", c)], new ConcatenationFusion([3, 3]), 3);
        Assert.Equal($"{needed} two share parameters (set method.gradient to exact)", features.Refuse(shared));
        using var plain = new SmallTraining().NewModel();
        Assert.Null(both.Refuse(plain));
    }

    [Fact]
    public void Rules_that_have_no_such_approximation_are_refused_with_their_reason()
    {
        using var model = new SmallTraining().NewModel();
        string? Refusal(Aggregator aggregator, ApproximationOptions options)
        {
            using var method = new ApproximateIntegration("some", aggregator, options, new());
            return method.Refuse(model);
        }
        ApproximationOptions features = new() { AtFeatures = true }, refresh = new() { RefreshEvery = 2 };
        const string tensors = "needs the gradients of each parameter tensor, of which an approximation knows no more than weights of whole rows";
        Assert.Equal($"{tensors} (set method.gradient to exact)", Refusal(Weightings.MMParetoOfficial(), features));
        Assert.Equal($"{tensors} (set method.refresh to 1)", Refusal(Weightings.MetaBalance(), refresh));
        var gradNorm = new WeightedAggregator(Weightings.GradNorm());
        Assert.Equal("learns its weights from step to step, which leaves no step out (set method.refresh to 1)", Refusal(gradNorm, refresh));
        Assert.Null(Refusal(gradNorm, features));
        Assert.Null(Refusal(new WeightedAggregator(Weightings.PCGrad()), refresh));
    }

    [Fact]
    public void Features_of_a_part_of_a_batch_are_refused()
    {
        var training = new SmallTraining { Method = () => New(atFeatures: true), Options = new() { Epochs = 1, BatchSize = 16, MicroBatches = 2 } };
        Assert.Equal(
            "weights at the features need the whole batch at once; got a second micro-batch in one step.",
            Assert.Throws<InvalidOperationException>(() => training.Run(_runs["a"])).Message);
    }

    [Fact]
    public void A_method_that_has_not_begun_says_so()
    {
        using var scope = NewDisposeScope();
        using var method = New(atFeatures: true);
        Assert.Equal("ApproximateIntegration needs a model; call Begin first.", Assert.Throws<InvalidOperationException>(() => method.Combine()).Message);
    }

    internal static ApproximateIntegration New(bool atFeatures, int every = 1) => new(
        "mmpareto", new WeightedAggregator(Weightings.MMPareto()), new() { AtFeatures = atFeatures, RefreshEvery = every }, new());

    /// <summary>Weights that are 1 and do not say so.</summary>
    private sealed class EqualWeights : IWeighting
    {
        public double? ConstantWeight => null;

        public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
        {
            weights.Fill(1);
            return CombinationReason.Weighted;
        }
    }
}
