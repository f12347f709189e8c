using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class MultimodalModelTests
{
    [Fact]
    public void Parameter_names_begin_with_the_modality()
    {
        using var model = new MultimodalModel(
            [("gray", new ConvEncoder(1, new() { Channels = [2, 3] })), ("co-lour_2", new MLPEncoder(6, 5, 4))],
            new ConcatenationFusion([3, 4]), 10);
        Assert.Equal(
        [
            "encoders.co-lour_2.hidden.bias [5]", "encoders.co-lour_2.hidden.weight [5, 6]",
            "encoders.co-lour_2.output.bias [4]", "encoders.co-lour_2.output.weight [4, 5]",
            "encoders.gray.convolutions.0.weight [2, 1, 5, 5]", "encoders.gray.convolutions.1.weight [3, 2, 3, 3]",
            "encoders.gray.norms.0.bias [2]", "encoders.gray.norms.0.weight [2]",
            "encoders.gray.norms.1.bias [3]", "encoders.gray.norms.1.weight [3]",
            "head.bias [10]", "head.weight [10, 7]",
            "heads.co-lour_2.bias [10]", "heads.co-lour_2.weight [10, 4]", "heads.gray.bias [10]", "heads.gray.weight [10, 3]",
        ],
            model.named_parameters().Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]").Order(StringComparer.Ordinal));
        Assert.Equal(["gray", "co-lour_2"], model.ModalityNames);
        Assert.Equal(model.parameters().Sum(p => p.numel()), model.ParameterCount);
    }

    [Fact]
    public void Weights_hold_every_tensor_once()
    {
        using var model = new MultimodalModel(
            [("gray", new ConvEncoder(1)), ("vector", new MLPEncoder(6))], new ConcatenationFusion([64, 64]), 10);
        var names = model.named_parameters().Select(p => p.name).Concat(model.named_buffers().Select(b => b.name));
        Assert.Equal(names.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
        using var parent = new Parent(model);
        Assert.Equal(model.state_dict().Count, parent.state_dict().Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Any_number_of_modalities_has_features_and_logits_for_each(int count)
    {
        using var scope = NewDisposeScope();
        using var model = Model(count);
        var output = model.Predict(Inputs(count, 5));
        Assert.Equal(Enumerable.Range(0, count).Select(k => new[] { 5L, k + 2 }), output.Features.Select(f => f.shape));
        Assert.Equal(Enumerable.Repeat(new[] { 5L, 3 }, count), output.Heads.Select(f => f.shape));
        Assert.Equal([5L, 3], output.Fused!.shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_parts_of_the_fused_head_sum_to_its_logits_and_each_sees_one_modality(int count)
    {
        using var scope = NewDisposeScope();
        using var model = Model(count);
        var features = model.Encode(Inputs(count, 5));
        var parts = model.PredictParts(features);
        Assert.True(model.HasSplitHead);
        Assert.True(parts.Aggregate((a, b) => a + b).allclose(model.Fuse(features)));
        var alone = model.PredictParts([.. features.Select((z, k) => k == 0 ? z : z * 0)]);
        Assert.True(parts[0].allclose(alone[0]));
        var bias = model.get_parameter("head.bias")! / count;
        for (var k = 1; k < count; k++) Assert.True(alone[k].allclose(bias.expand(5, 3)));
    }

    [Fact]
    public void An_ensemble_has_no_parts_of_a_fused_head()
    {
        using var model = new MultimodalModel([("a", new MLPEncoder(6)), ("b", new MLPEncoder(6))], null, 3);
        Assert.False(model.HasSplitHead);
        Assert.Null(model.FusedWeight);
        var e = Assert.Throws<InvalidOperationException>(() => model.PredictParts([]));
        Assert.Equal("PredictParts needs a fused head on concatenated features; this model has none.", e.Message);
    }

    [Fact]
    public void Predict_is_encode_then_fuse_and_predict_each()
    {
        using var scope = NewDisposeScope();
        using var model = Model(3);
        var inputs = Inputs(3, 4);
        var whole = model.Predict(inputs);
        var features = model.Encode(inputs);
        Assert.Equal(whole.Features.Select(Values), features.Select(Values));
        Assert.Equal(Values(whole.Fused!), Values(model.Fuse(features)));
        Assert.Equal(whole.Heads.Select(Values), model.PredictEach(features).Select(Values));
        Assert.NotEqual(Values(whole.Fused!), Values(whole.Heads[0]));
    }

    /// <summary>The fused logits from the parameters by hand: W [z_0, z_1] + b, and W_k z_k + b_k for the own heads.</summary>
    [Fact]
    public void Heads_are_linear_in_the_features_in_the_order_of_the_model()
    {
        using var scope = NewDisposeScope();
        using var model = Model(2);
        var (a, b) = (tensor(new[] { 1f, 2 }).reshape(1, 2), tensor(new[] { 3f, 4, 5 }).reshape(1, 3));
        Tensor By(string name, params Tensor[] z) =>
            model.get_parameter($"{name}.weight")!.mv(cat(z, 1)[0]) + model.get_parameter($"{name}.bias")!;

        Assert.True(By("head", a, b).allclose(model.Fuse([a, b])[0]));
        Assert.True(By("heads.m0", a).allclose(model.PredictEach([a, b])[0][0]));
        Assert.True(By("heads.m1", b).allclose(model.PredictEach([a, b])[1][0]));
    }

    /// <summary>A modality's own loss reaches its encoder and head, and nothing else.</summary>
    [Fact]
    public void The_loss_of_a_modality_reaches_its_own_encoder_and_head_only()
    {
        using var scope = NewDisposeScope();
        using var model = Model(3);
        model.Predict(Inputs(3, 4)).Heads[1].sum().backward();
        Assert.All(model.named_parameters(), p =>
            Assert.Equal(p.name.Contains(".m1.", StringComparison.Ordinal), p.parameter.grad is not null));
    }

    [Fact]
    public void Inputs_that_the_model_does_not_know_are_passed_over()
    {
        using var scope = NewDisposeScope();
        using var model = Model(1);
        var inputs = Inputs(2, 4);
        Assert.Equal(Values(model.Predict(Inputs(1, 4)).Fused!), Values(model.Predict(inputs).Fused!));
    }

    [Fact]
    public void One_encoder_may_serve_two_modalities()
    {
        using var scope = NewDisposeScope();
        var shared = new MLPEncoder(4, 3, 2);
        using var model = new MultimodalModel([("left", shared), ("right", shared)], new ConcatenationFusion([2, 2]), 3);
        var input = ones(1, 4);
        var features = model.Encode(new Dictionary<string, Tensor> { ["left"] = input, ["right"] = input });
        Assert.Equal(Values(features[0]), Values(features[1]));
        var encoder = (4 * 3) + 3 + (3 * 2) + 2;
        Assert.Equal(encoder + (4 * 3) + 3 + (2 * ((2 * 3) + 3)), model.ParameterCount);
    }

    [Fact]
    public void Frozen_parameters_do_not_count_as_trained()
    {
        using var model = Model(2);
        var all = model.ParameterCount;
        foreach (var parameter in model.Encoders[0].parameters()) parameter.requires_grad = false;
        Assert.Equal(all - model.Encoders[0].parameters().Sum(p => p.numel()), model.ParameterCount);
    }

    [Fact]
    public void No_tensor_stays_alive_after_a_forward_pass_in_a_scope()
    {
        using var model = Model(3);
        Dictionary<string, Tensor> inputs;
        using (var outer = NewDisposeScope())
        {
            inputs = Inputs(3, 4);
            outer.Detach(inputs.Values);
        }
        var before = LiveTensors.Settled();
        for (var i = 0; i < 3; i++)
        {
            using var scope = NewDisposeScope();
            model.Predict(inputs);
            LiveTensors.AssertAtMost(before + 7);
        }
        LiveTensors.AssertAtMost(before);
        foreach (var input in inputs.Values) input.Dispose();
    }

    [Fact]
    public void Equal_seeds_give_equal_weights()
    {
        using var scope = NewDisposeScope();
        using var model = Seeded(1);
        using var same = Seeded(1);
        using var other = Seeded(2);
        Assert.Equal(Weights(model), Weights(same));
        Assert.NotEqual(Weights(model), Weights(other));
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("größe")]
    [InlineData("a/b")]
    public void Names_that_cannot_stand_in_a_parameters_name_are_refused(string name)
    {
        using var encoder = new MLPEncoder(2, 2, 2);
        using var fusion = new ConcatenationFusion([2]);
        var e = Assert.Throws<ArgumentException>(() => new MultimodalModel([(name, encoder)], fusion, 2));
        Assert.Equal($"a modality's name must be letters, digits, '-' and '_'; got '{name}'. (Parameter 'encoders')", e.Message);
    }

    [Fact]
    public void Models_that_cannot_be_are_refused()
    {
        using var encoder = new MLPEncoder(2, 2, 2);
        using var fusion = new ConcatenationFusion([2]);
        string Refusal(int classes, params (string, Encoder)[] encoders) =>
            Assert.Throws<ArgumentException>(() => new MultimodalModel(encoders, fusion, classes)).Message;

        Assert.Equal("encoders must have at least one entry; got none. (Parameter 'encoders')", Refusal(2));
        Assert.Equal(
            "names of modalities must be unique; got 'a' 3 times. (Parameter 'encoders')",
            Refusal(2, ("a", encoder), ("b", encoder), ("a", encoder), ("a", encoder)));
        Assert.Equal("classCount must be at least 2; got 1. (Parameter 'classCount')", Refusal(1, ("a", encoder)));
    }

    [Fact]
    public void A_missing_input_is_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var model = Model(3);
        var inputs = Inputs(3, 4);
        inputs.Remove("m1");
        var e = Assert.Throws<ArgumentException>(() => model.Predict(inputs));
        Assert.Equal("inputs must hold modality 'm1'; got m0, m2. (Parameter 'inputs')", e.Message);
    }

    private static MultimodalModel Seeded(long seed)
    {
        MMPareto.Training.Seeds.SeedInitialWeights(seed);
        return Model(2);
    }

    private static float[][] Weights(MultimodalModel model) => [.. model.parameters().Select(Values)];

    private static MultimodalModel Model(int count) => new(
        [.. Enumerable.Range(0, count).Select(k => ($"m{k}", (Encoder)new MLPEncoder(k + 1, 4, k + 2)))],
        new ConcatenationFusion([.. Enumerable.Range(0, count).Select(k => k + 2)]), 3);

    private static Dictionary<string, Tensor> Inputs(int count, int size) => Enumerable.Range(0, count)
        .ToDictionary(k => $"m{k}", k => (arange(size * (k + 1)).to(float32).reshape(size, k + 1) / 3) - k);

    private static float[] Values(Tensor tensor) => [.. tensor.detach().data<float>()];

    private sealed class Parent : nn.Module
    {
        public Parent(MultimodalModel child) : base(nameof(Parent)) => register_module("child", child);
    }
}
