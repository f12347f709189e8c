using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Methods.Forward;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Methods.Objective;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

/// <summary>Samples that lack a modality, from batch to score.</summary>
public sealed class MissingModalityTests : IDisposable
{
    private static readonly DatasetSplits Data = PartialDataset.Playground();
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_batch_tells_which_samples_have_what_and_holds_zeros_elsewhere()
    {
        using var batch = new BatchReader(Data.Train).Read([1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal([1L, 2L], batch.Presence!.RowsOf("m1")!);
        Assert.Equal([0L, 1L], batch.Presence.RowsOf("m2")!);
        Assert.All(batch.Inputs["m1"].data<float>().Take(8), value => Assert.Equal(0, value));
        Assert.Contains(batch.Inputs["m1"].data<float>().Skip(8), value => value != 0);
        Assert.Equal(2, batch.Presence.CountOf("m2"));
        Assert.Null(batch.Presence.Part(1, 1).RowsOf("m1"));

        using var complete = new BatchReader(Data.Train).Read([0, 2, 4], TestContext.Current.CancellationToken);
        Assert.Null(complete.Presence);
    }

    /// <summary>The running statistics of batch normalisation tell what an encoder has seen.</summary>
    [Fact]
    public void An_encoder_does_not_see_a_sample_that_lacks_its_modality_and_the_features_are_zero()
    {
        using var scope = NewDisposeScope();
        using var model = new MultimodalModel(
            [("a", new ConvEncoder(1)), ("b", new ConvEncoder(1))], new ConcatenationFusion([64, 64]), 3);
        var inputs = new Dictionary<string, Tensor> { ["a"] = randn(4, 1, 8, 8), ["b"] = randn(4, 1, 8, 8) };
        model.eval();
        var alone = model.Encoders[0].call(inputs["a"].narrow(0, 1, 2)).data<float>().ToArray();

        var features = model.Encode(inputs, new Presence(new Dictionary<string, bool[]> { ["a"] = [false, true, true, false], ["b"] = [true, true, true, true] }));

        Assert.Equal([.. new float[64], .. alone, .. new float[64]], features[0].data<float>().ToArray());
        model.train();
        model.Encode(inputs, new Presence(new Dictionary<string, bool[]> { ["a"] = new bool[4], ["b"] = [true, true, true, true] }));
        Assert.Equal(0, model.Encoders[0].named_buffers().Single(b => b.name == "norms.0.num_batches_tracked").buffer.item<long>());
        Assert.Equal(1, model.Encoders[1].named_buffers().Single(b => b.name == "norms.0.num_batches_tracked").buffer.item<long>());
    }

    /// <summary>One sample whose maps have shrunk to a point has no variance: running statistics must not become NaN.</summary>
    [Fact]
    public void A_single_value_a_channel_leaves_the_running_statistics()
    {
        using var scope = NewDisposeScope();
        using var encoder = new ResNetEncoder(1);
        encoder.train();
        encoder.call(randn(1, 1, 32, 32));
        Assert.All(encoder.named_buffers(), buffer => Assert.True(buffer.buffer.to(float64).isfinite().all().item<bool>(), buffer.name));
        encoder.eval();
        Assert.True(encoder.call(randn(1, 1, 32, 32)).isfinite().all().item<bool>());
    }

    [Fact]
    public void The_ensemble_is_the_mean_over_the_heads_that_speak()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTraining { Data = Data, Ensemble = true }.NewModel();
        using var batch = new BatchReader(Data.Train).Read([1, 2, 3], TestContext.Current.CancellationToken);
        var output = model.Predict(batch.Inputs, batch.Presence);
        double[][] P(Tensor logits) => [.. Enumerable.Range(0, 3).Select(i => nn.functional.softmax(logits, 1)[i].data<float>().Select(x => (double)x).ToArray())];
        var (fused, heads) = (P(output.Fused!), output.Heads.Select(P).ToArray());
        Close.Equal(heads[1][0], fused[0], 1e-6);
        Close.Equal([.. heads[0][1].Zip(heads[1][1], (a, b) => (a + b) / 2)], fused[1], 1e-6);
        Close.Equal(heads[0][2], fused[2], 1e-6);
    }

    [Fact]
    public void A_unimodal_loss_is_the_mean_over_the_samples_that_have_the_modality_and_absent_when_none_has()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTraining { Data = Data }.NewModel();
        using var batch = new BatchReader(Data.Train).Read([1, 2, 3], TestContext.Current.CancellationToken);
        var output = model.Predict(batch.Inputs, batch.Presence);
        var losses = HeadLosses.Of(output, batch.Labels);
        var expected = nn.functional.cross_entropy(output.Heads[0].narrow(0, 1, 2), batch.Labels.narrow(0, 1, 2));
        Assert.Equal(expected.item<float>(), losses.Heads[0]!.item<float>(), 1e-6);

        using var lacking = new BatchReader(Data.Train).Read([1, 6], TestContext.Current.CancellationToken);
        var absent = HeadLosses.Of(model.Predict(lacking.Inputs, lacking.Presence), lacking.Labels);
        Assert.Null(absent.Heads[0]);
        Assert.True(float.IsFinite(absent.Heads[1]!.item<float>()));
        Assert.True(float.IsFinite(absent.Multimodal!.item<float>()));
    }

    public static TheoryData<string> Trainable => ["joint", "uniform", "mmpareto", "unimodal-only"];

    /// <summary>Micro-batches hold different shares of the samples that have a modality; the sum must be the mean over the batch all the same.</summary>
    [Theory]
    [MemberData(nameof(Trainable))]
    public void Micro_batches_change_nothing(string method)
    {
        var training = Training(method);
        var whole = training.Run(_runs["whole"]);
        var parts = (training with { Options = training.Options with { MicroBatches = 4 } }).Run(_runs["parts"]);
        foreach (var (name, values) in whole.Weights) Close.Equal(values, parts.Weights[name], 1e-4);
    }

    [Theory]
    [MemberData(nameof(Trainable))]
    public void A_method_trains_and_the_scores_tell_each_pattern(string method)
    {
        var trained = Training(method).Run(_runs["a"]);
        var scores = trained.Outcome.BestValidation!;
        Assert.Equal([("m1+m2", 24L), ("m1", 8L), ("m2", 8L)], scores.Patterns!.Select(pattern => (pattern.Key, pattern.Value.Samples)));
        Assert.Equal(scores.Fused.Main, scores.Patterns!.Values.Sum(pattern => pattern.Samples * pattern.Main) / 40, 1e-12);
        Assert.All(trained.Epochs, epoch => Assert.True(double.IsFinite(epoch.Train.Fused.Loss + epoch.Train.Modalities.Values.Sum(m => m.Loss))));
        Assert.All(trained.Epochs, epoch => Assert.True(epoch.Validation.Modalities.Values.All(m => m.Accuracy is >= 0 and <= 1)));
    }

    [Fact]
    public void Without_missing_modalities_there_are_no_patterns() =>
        Assert.Null(new SmallTraining().Run(_runs["a"]).Outcome.BestValidation!.Patterns);

    /// <summary>A step in which no sample has a modality leaves its encoder as it was.</summary>
    [Fact]
    public void An_encoder_without_samples_does_not_move()
    {
        var data = PartialDataset.Of(SmallTraining.Playground(), (_, m) => m == 1);
        var training = new SmallTraining { Data = data, Options = new() { Epochs = 1, BatchSize = 16 }, Optimizer = new() { LearningRate = 0.05, WeightDecay = 0 } };
        using var before = training.NewModel();
        var weights = SmallTraining.Weights(before);
        var trained = training.Run(_runs["a"]);
        Assert.Equal(Trained.Of(weights, "encoders.m1."), trained.Of("encoders.m1."));
        Assert.Equal(Trained.Of(weights, "heads.m1."), trained.Of("heads.m1."));
        Assert.NotEqual(Trained.Of(weights, "encoders.m2."), trained.Of("encoders.m2."));
        Assert.All(trained.Steps, step => Assert.True(step.Encoders.Values.All(e => double.IsFinite(e.Length))));
    }

    [Fact]
    public void Predictions_of_samples_that_lack_a_modality_are_empty_cells()
    {
        using var model = new SmallTraining { Data = Data }.NewModel();
        var (_, table) = Evaluator.ScoreEach(model, Data.Test, stop: TestContext.Current.CancellationToken);
        Assert.Equal(PredictionTable.None, table!.Predictions[1][1]);
        Assert.NotEqual(PredictionTable.None, table.Predictions[1][0]);
        Assert.DoesNotContain(PredictionTable.None, table.Predictions[0]);
        File.WriteAllText(_runs["p.csv"], table.ToCsv());
        var read = PredictionTable.Read(_runs["p.csv"]);
        Assert.Equal(table.Predictions, read.Predictions);
        Assert.Contains(",,", File.ReadAllLines(_runs["p.csv"])[2]);
    }

    [Fact]
    public void Methods_that_compare_modalities_on_the_same_samples_refuse()
    {
        const string reason = "compares modalities on the same samples; in this data some samples lack one";
        BalancingMethod[] refusing = [new OGMMethod(new()), new AGMMethod(new()), new PMRMethod(new()), new GBlendingMethod(new()), new GreedyMethod(new())];
        Assert.All(refusing, method => Assert.Equal(reason, method.RefuseMissing));
        var error = Assert.Throws<ArgumentException>(() => (Training("joint") with { Method = () => new PMRMethod(new()) }).Run(_runs["a"]));
        Assert.StartsWith($"method must be one that can train on this data; got pmr, which {reason}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encoders_that_exchange_information_need_all_modalities()
    {
        var presence = new Presence(new Dictionary<string, bool[]> { ["a"] = [false], ["b"] = [true] });
        using var first = new ConvEncoder(1);
        using var second = new ConvEncoder(1);
        using var model = new MultimodalModel(
            [("a", first), ("b", second)], null, 3, new MMPareto.Models.Exchange.MMTMExchange(first, second));
        var error = Assert.Throws<ArgumentException>(() => model.Encode(
            new Dictionary<string, Tensor> { ["a"] = zeros(1, 1, 8, 8), ["b"] = zeros(1, 1, 8, 8) }, presence));
        Assert.StartsWith("presence must be null for encoders that exchange information; got samples that lack a modality.", error.Message, StringComparison.Ordinal);
    }

    private static SmallTraining Training(string method) => new()
    {
        Data = Data,
        Ensemble = method == "unimodal-only",
        Options = new() { Epochs = 2, BatchSize = 32 },
        Method = method switch
        {
            "joint" => SmallTraining.Joint,
            "uniform" => () => SmallTraining.Uniform(),
            "unimodal-only" => () => new UnimodalOnlyMethod(),
            _ => () => SmallTraining.Integration("mmpareto", Weightings.MMPareto()),
        },
    };
}
