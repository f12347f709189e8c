using System.Text.Json.Nodes;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class MBTExchangeTests
{
    private const int Layers = 3;
    private static readonly long[][] Samples = [[2, 4, 6], [1, 5, 4]]; // of the second, the last row is left over
    private static readonly ViTEncoderOptions Tiny = new() { Patch = 2, Width = 12, Heads = 3, Layers = Layers };

    /// <summary>Against convolutions and blocks of PyTorch, put together there after the paper, in double.</summary>
    [Fact]
    public void It_is_what_PyTorchs_layers_give()
    {
        using var scope = NewDisposeScope();
        var reference = Read("transformer.json")["mbt"]!;
        Assert.Equal(((JsonArray)reference["samples"]!).Select(shape => Numbers(shape!)), Samples.Select(shape => shape.Select(size => (double)size)));
        using var model = Model(new() { FusionLayer = 1, Bottlenecks = 2 });
        KeyValuePair<string, Tensor>[] tensors =
        [
            .. model.Exchange!.state_dict(),
            .. model.Encoders.SelectMany((encoder, k) => encoder.state_dict().Select(entry => KeyValuePair.Create($"{k}.{entry.Key}", entry.Value))),
        ];
        Assert.Equal(Shapes(reference["tensors"]!), Shapes(tensors));
        FillAll(tensors);
        var features = model.Encode(Inputs());
        for (var k = 0; k < 2; k++) Close.Equal(Numbers(reference["features"]![k]!), Values(features[k]), 1e-5);
    }

    /// <summary>They meet between two blocks that see the bottlenecks; with one such block or none each stays by itself.</summary>
    [Theory]
    [InlineData(Layers, false)]
    [InlineData(Layers - 1, false)]
    [InlineData(Layers - 2, true)]
    [InlineData(0, true)]
    public void What_the_other_shows_matters_only_where_they_meet(int fusionLayer, bool meet)
    {
        using var scope = NewDisposeScope();
        using var model = Model(new() { FusionLayer = fusionLayer });
        var inputs = Inputs();
        var before = model.Encode(inputs).Select(Values).ToArray();
        inputs["b"] = inputs["b"] * 2;
        var after = model.Encode(inputs).Select(Values).ToArray();
        Assert.Equal(meet, !before[0].SequenceEqual(after[0]));
        Assert.NotEqual(before[1], after[1]);
    }

    [Fact]
    public void Without_bottlenecks_it_is_the_encoders_by_themselves()
    {
        using var scope = NewDisposeScope();
        using var model = Model(new() { FusionLayer = Layers });
        var inputs = Inputs();
        var features = model.Encode(inputs);
        Assert.Equal(Values(model.Encoders[0].call(inputs["a"])), Values(features[0]));
        Assert.Equal(Values(model.Encoders[1].call(inputs["b"])), Values(features[1]));
    }

    [Fact]
    public void The_bottlenecks_are_in_no_group_and_every_loss_reaches_everything()
    {
        using var scope = NewDisposeScope();
        using var model = Model(new() { FusionLayer = 1 });
        var groups = model.Groups.Select(g => ParameterGroup.Of(g.Name, g.Module)).ToArray();
        Assert.Equal(
            ["exchange.bottlenecks"],
            model.named_parameters().Where(p => !p.name.StartsWith("encoders.", StringComparison.Ordinal)
                && !p.name.StartsWith("head", StringComparison.Ordinal)).Select(p => p.name));
        using var gradients = GradientIntegrator.For(groups, Weightings.MMPareto());
        var losses = MMPareto.Training.HeadLosses.Of(model.Predict(Inputs()), tensor(new long[] { 0, 2 }));
        var step = gradients.Backward(losses.Multimodal!, losses.Heads);
        Assert.False(gradients.EncodersAreSeparate);
        Assert.All(step.Groups, group => Assert.True(group.Norms.Min() > 0));
        Assert.All(model.named_parameters(), p => Assert.True(Close.Length(LinearEncoder.GradientOf(p.parameter)) > 0, p.name));
    }

    [Fact]
    public void Three_modalities_meet_as_well()
    {
        using var scope = NewDisposeScope();
        ViTEncoder[] encoders = [.. new long[][] { [1, 4, 4], [1, 2, 2], [1, 4, 2] }.Select(shape => new ViTEncoder(shape, Tiny))];
        using var exchange = new MBTExchange(encoders, new() { FusionLayer = 0 });
        Tensor[] inputs = [ones(2, 1, 4, 4), ones(2, 1, 2, 2), ones(2, 1, 4, 2)];
        var before = exchange.Encode(inputs).Select(Values).ToArray();
        inputs[2] = zeros(2, 1, 4, 2);
        var after = exchange.Encode(inputs).Select(Values).ToArray();
        for (var k = 0; k < 3; k++) Assert.NotEqual(before[k], after[k]);
        foreach (var encoder in encoders) encoder.Dispose();
    }

    /// <summary>A video of one frame is an image; of two, each has positions of its own, so their order matters.</summary>
    [Fact]
    public void A_vision_transformer_takes_frames_too()
    {
        using var scope = NewDisposeScope();
        using var image = new ViTEncoder([2, 4, 6], Tiny);
        using var frame = new ViTEncoder([1, 2, 4, 6], Tiny);
        using var video = new ViTEncoder([2, 2, 4, 6], Tiny);
        foreach (var encoder in new[] { image, frame, video }) FillAll(encoder.state_dict());
        var images = Fill([3, 2, 4, 6], 1);
        Assert.Equal(Values(image.call(images)), Values(frame.call(images.unsqueeze(1))));
        var clip = stack([images, images * 2], 1);
        Assert.Equal([1, 13, 12], video.get_parameter("pos_embed")!.shape);
        Assert.NotEqual(Values(video.call(clip)), Values(video.call(clip.flip(1))));
    }

    [Fact]
    public void Defaults_are_these()
    {
        Assert.Equal(new() { Patch = 16, Width = 192, Layers = 4, Heads = 3, Dropout = 0 }, new ViTEncoderOptions());
        Assert.Equal(new() { FusionLayer = 2, Bottlenecks = 4 }, new MBTOptions());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var one = new ViTEncoder([1, 4, 4], Tiny);
        using var shorter = new ViTEncoder([1, 4, 4], Tiny with { Layers = 2 });
        static string Refusal(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
        Assert.Equal(
            "encoders must be two or more of one width and one number of blocks; got [12×3, 12×2]. (Parameter 'encoders')",
            Refusal(() => new MBTExchange([one, shorter])));
        Assert.Contains("got [12×3].", Refusal(() => new MBTExchange([one])), StringComparison.Ordinal);
        Assert.Equal("FusionLayer must be from 0 to 3; got 4. (Parameter 'options')", Refusal(() => new MBTExchange([one, one], new() { FusionLayer = 4 })));
        Assert.Equal("Bottlenecks must be at least 1; got 0. (Parameter 'options')", Refusal(() => new MBTExchange([one, one], new() { Bottlenecks = 0 })));
        Assert.Equal(
            "shape must be [c, h, w] or [t, c, h, w] with h and w of at least a patch, 2; got [1, 4, 1]. (Parameter 'shape')",
            Refusal(() => new ViTEncoder([1, 4, 1], Tiny)));
        Assert.Equal("input must be [b, 1, 4, 4]; got [2, 1, 4, 5]. (Parameter 'input')", Refusal(() => one.call(ones(2, 1, 4, 5))));
    }

    [Fact]
    public void Nothing_but_the_features_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var model = Model(new() { FusionLayer = 1 });
        var inputs = Inputs();
        foreach (var feature in model.Encode(inputs)) feature.Dispose();
        var before = LiveTensors.Settled();
        var features = model.Encode(inputs);
        LiveTensors.AssertAtMost(before + 2);
        foreach (var feature in features) feature.Dispose();
    }

    private static MultimodalModel Model(MBTOptions options)
    {
        MMPareto.Training.Seeds.SeedInitialWeights(4);
        ViTEncoder[] encoders = [.. Samples.Select(shape => new ViTEncoder(shape, Tiny))];
        return new([("a", encoders[0]), ("b", encoders[1])], new ConcatenationFusion([12, 12]), 3, new MBTExchange(encoders, options));
    }

    private static Dictionary<string, Tensor> Inputs() => new() { ["a"] = Fill([2, .. Samples[0]], 990), ["b"] = Fill([2, .. Samples[1]], 991) };
}
