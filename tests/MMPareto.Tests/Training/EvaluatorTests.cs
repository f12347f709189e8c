using MMPareto.Data.Loading;
using MMPareto.Data.Playground;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

public class EvaluatorTests
{
    /// <summary>Batches of 250: less than one, exactly one, and two with a tail of three.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(250)]
    [InlineData(503)]
    public void The_whole_set_is_scored_tail_included(int count)
    {
        using var scope = NewDisposeScope();
        var data = PlaygroundSplits.Generate(new() { Features = 8, Classes = 3, TestSize = count }).Test;
        using var model = new SmallTraining().NewModel();
        using var all = new BatchReader(data).Read([.. Enumerable.Range(0, count)], TestContext.Current.CancellationToken);
        var output = model.Predict(all.Inputs);

        var record = Evaluator.Score(model, data, stop: TestContext.Current.CancellationToken);

        Assert.Equal(["m1", "m2"], record.Modalities.Keys);
        foreach (var (logits, score) in output.Heads.Append(output.Fused!).Zip(record.Modalities.Values.Append(record.Fused)))
        {
            var right = logits.argmax(1).eq(all.Labels).sum().item<long>();
            Assert.Equal((double)right / count, score.Main, 12);
            Assert.Equal(nn.functional.cross_entropy(logits, all.Labels).item<float>(), score.Loss!.Value, 1e-5);
            Assert.InRange(score.MacroF1!.Value, 0, 1);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_norm_is_used_and_not_moved_and_the_training_mode_comes_back(bool training)
    {
        using var scope = NewDisposeScope();
        using var model = ConvModel();
        model.train(training);
        var before = Buffers(model);
        var data = Images(40);

        var record = Evaluator.Score(model, data, stop: TestContext.Current.CancellationToken);

        Assert.Equal(training, model.training);
        Assert.All(model.Encoders, encoder => Assert.Equal(training, encoder.training));
        Assert.Equal(before, Buffers(model));
        model.eval();
        using var all = new BatchReader(data).Read([.. Enumerable.Range(0, 40)], TestContext.Current.CancellationToken);
        var expected = nn.functional.cross_entropy(model.Predict(all.Inputs).Fused!, all.Labels).item<float>();
        Assert.Equal(expected, record.Fused.Loss!.Value, 1e-5);
    }

    [Fact]
    public void The_training_mode_comes_back_when_a_sample_cannot_be_read()
    {
        using var model = ConvModel();
        model.train();
        var data = new FakeDataset(4, (_, _, _) => throw new InvalidOperationException("no."), (_, _) => 0);
        Assert.Throws<MMPareto.Data.DataException>(() => Evaluator.Score(model, data, stop: TestContext.Current.CancellationToken));
        Assert.True(model.training);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var model = new SmallTraining().NewModel();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Evaluator.Score(model, SmallTraining.Playground().Test, stop: stop.Token));
    }

    [Fact]
    public void No_tensor_and_no_gradient_is_left()
    {
        using var model = new SmallTraining().NewModel();
        var data = SmallTraining.Playground().Test;
        Evaluator.Score(model, data, stop: TestContext.Current.CancellationToken);
        var before = LiveTensors.Settled();
        Evaluator.Score(model, data, stop: TestContext.Current.CancellationToken);
        LiveTensors.AssertAtMost(before);
        Assert.All(model.parameters(), p => Assert.Null(p.grad));
        Assert.True(is_grad_enabled());
    }

    private static FakeDataset Images(int count) => new(count, (i, m, _) => i + m, (i, _) => i % 3)
    {
        Modalities = [new("m1", [1, 6, 6]), new("m2", [2, 5, 5])],
    };

    private static MultimodalModel ConvModel()
    {
        Seeds.SeedInitialWeights(0);
        var options = new ConvEncoderOptions { Channels = [3, 4] };
        return new MultimodalModel(
            [("m1", new ConvEncoder(1, options)), ("m2", new ConvEncoder(2, options))], new ConcatenationFusion([4, 4]), 3);
    }

    private static float[] Buffers(MultimodalModel model) =>
        [.. model.buffers().SelectMany(b => b.to(float32).data<float>().ToArray())];
}
