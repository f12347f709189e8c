using MMPareto.Models.Encoders;
using MMPareto.Tests.Support;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class TransformerEncoderTests
{
    private static readonly TransformerOptions Tiny = new() { Width = 8, Heads = 2 };

    /// <summary>Against blocks of PyTorch's own TransformerEncoderLayer, in double there; padding stands in the middle too.</summary>
    [Fact]
    public void Text_is_what_PyTorchs_blocks_give()
    {
        using var scope = NewDisposeScope();
        var reference = Read("transformer.json")["text"]!;
        using var encoder = new TextEncoder(11, 7, 5, Tiny);
        Assert.Equal(Shapes(reference["tensors"]!), Shapes(encoder.state_dict()));
        FillAll(encoder.state_dict());
        encoder.eval();
        var ids = tensor(Numbers(reference["ids"]!)).to(float32).reshape(3, 6);
        Close.Equal(Numbers(reference["features"]!), Values(encoder.call(ids)), 1e-5);
    }

    [Fact]
    public void More_padding_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TextEncoder(11, 7, 5, Tiny);
        encoder.eval();
        var text = tensor(new float[] { 4, 9, 1, 3 }).unsqueeze(0);
        var padded = nn.functional.pad(text, [0, 3]);
        Close.Equal(Values(encoder.call(text)), Values(encoder.call(padded)), 1e-6);
        var other = tensor(new float[] { 4, 9, 1, 3, 2, 0, 0 }).unsqueeze(0);
        Assert.True(Close.Length(Values(encoder.call(padded) - encoder.call(other))) > 1e-3);
    }

    [Fact]
    public void A_row_of_nothing_but_padding_has_finite_features_and_gradients()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TextEncoder(11, 7, 5, Tiny);
        var text = tensor(new float[] { 0, 0, 0, 5, 0, 6 }).reshape(2, 3);
        var features = encoder.call(text);
        Close.Equal(Values(encoder.get_parameter("output.bias")!), Values(features[0]), 1e-6);
        features.sum().backward();
        Assert.All(encoder.parameters(), p => Assert.All(LinearEncoder.GradientOf(p), gradient => Assert.True(double.IsFinite(gradient))));
        var ofPadding = LinearEncoder.GradientOf(encoder.get_parameter("embedding.weight")!)[..8];
        Assert.All(ofPadding, gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void A_sequence_is_mapped_to_features_that_heed_its_order()
    {
        using var scope = NewDisposeScope();
        using var encoder = new SequenceEncoder(3, 6, 5, Tiny);
        FillAll(encoder.state_dict());
        encoder.eval();
        var steps = Fill([2, 5, 3], 1);
        var features = encoder.call(steps);
        Assert.Equal([2, 5], features.shape);
        Assert.True(Close.Length(Values(features - encoder.call(steps.flip(1)))) > 1e-3);

        // The same by its parts: each of them is tested above.
        var state = encoder.state_dict();
        var x = nn.functional.linear(steps, state["input.weight"], state["input.bias"]) + state["transformer.positions"].narrow(0, 0, 5);
        for (var layer = 0; layer < 2; layer++)
        {
            using var block = new TransformerBlock(8, 2);
            foreach (var (name, value) in block.state_dict())
                using (no_grad()) value.copy_(state[$"transformer.blocks.{layer}.{name}"]);
            x = block.call(x, null);
        }
        x = nn.functional.layer_norm(x, [8], state["transformer.norm.weight"], state["transformer.norm.bias"], 1e-6).mean([1]);
        Close.Equal(Values(nn.functional.linear(x, state["output.weight"], state["output.bias"])), Values(features), 1e-5);
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        using var scope = NewDisposeScope();
        MMPareto.Training.Seeds.SeedInitialWeights(1);
        using var encoder = new SequenceEncoder(3, 6, 5, Tiny with { Dropout = 0.5 });
        var steps = Fill([2, 5, 3], 1);
        Assert.NotEqual(Values(encoder.call(steps)), Values(encoder.call(steps)));
        encoder.eval();
        Assert.Equal(Values(encoder.call(steps)), Values(encoder.call(steps)));
    }

    [Fact]
    public void Defaults_are_these() =>
        Assert.Equal(new() { Width = 128, Layers = 2, Heads = 4, Dropout = 0.1 }, new TransformerOptions());

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var text = new TextEncoder(11, 4, 5, Tiny);
        using var sequence = new SequenceEncoder(3, 4, 5, Tiny);
        static string Refusal(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
        Assert.Equal("ids of tokens must be from 0 to 10; got 11.", Refusal(() => text.call(ones(1, 2) * 11)));
        Assert.Equal("ids of tokens must be from 0 to 10; got -1.", Refusal(() => text.call(ones(1, 2) * -1)));
        Assert.Equal("input must be [b, n] with n from 1 to 4; got [1, 5]. (Parameter 'input')", Refusal(() => text.call(ones(1, 5))));
        Assert.Equal(
            "input must be [b, t, 3] with t from 1 to 4; got [1, 4, 2]. (Parameter 'input')", Refusal(() => sequence.call(ones(1, 4, 2))));
        Assert.StartsWith("width must be a multiple of heads, both at least 1; got 8 and 3.", Refusal(() => new TransformerBlock(8, 3)), StringComparison.Ordinal);
        Assert.StartsWith("dropout must be from 0 to below 1; got 1.", Refusal(() => new TransformerBlock(8, 2, 1)), StringComparison.Ordinal);
        Assert.StartsWith("Layers must be at least 1; got 0.", Refusal(() => new SequenceEncoder(3, 4, 5, Tiny with { Layers = 0 })), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextEncoder(1, 4));
    }
}
