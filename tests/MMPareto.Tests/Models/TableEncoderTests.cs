using MMPareto.Models.Encoders;
using MMPareto.Tests.Support;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class TableEncoderTests
{
    /// <summary>By hand in double: embeddings in the place of codes, then ReLU(W' ReLU(W x + b) + b').</summary>
    [Fact]
    public void Codes_become_embeddings_and_numbers_stay()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TableEncoder(2, [3, 6], hiddenCount: 5, featureCount: 4);
        Assert.Equal(
        [
            "embeddings.0.weight [3, 2]", "embeddings.1.weight [6, 3]", "mlp.hidden.bias [5]", "mlp.hidden.weight [5, 7]",
            "mlp.output.bias [4]", "mlp.output.weight [4, 5]",
        ], Shapes(encoder.state_dict()));
        FillAll(encoder.state_dict());
        double[][] rows = [[0.5, -1, 2, 5], [3, 0.25, 0, 1]];
        var state = encoder.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach());

        var features = encoder.call(tensor(rows.SelectMany(row => row.Select(x => (float)x)).ToArray()).reshape(2, 4));

        for (var b = 0; b < 2; b++)
        {
            double[] x = [rows[b][0], rows[b][1], .. Values(state["embeddings.0.weight"][(long)rows[b][2]]), .. Values(state["embeddings.1.weight"][(long)rows[b][3]])];
            foreach (var layer in new[] { "mlp.hidden", "mlp.output" })
                x = [.. Values(state[$"{layer}.bias"]).Select((bias, i) => Math.Max(0, bias + Close.Dot(Values(state[$"{layer}.weight"][i]), x)))];
            Close.Equal(x, Values(features[b]), 1e-5);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(10, 5)]
    [InlineData(98, 49)]
    [InlineData(99, 50)]
    [InlineData(5000, 50)]
    public void An_embedding_has_half_as_many_values_as_codes_up_to_fifty(int cardinality, int values) =>
        Assert.Equal(values, TableEncoder.ValuesOf(cardinality));

    [Fact]
    public void Unknown_begins_at_zero_and_is_trained()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TableEncoder(0, [4]);
        var weight = encoder.get_parameter("embeddings.0.weight")!;
        Assert.Equal([0, 0], Values(weight[0]));
        Assert.DoesNotContain(0.0, Values(weight[1]));
        encoder.call(zeros(1, 1)).sum().backward();
        Assert.Contains(LinearEncoder.GradientOf(weight)[..2], gradient => gradient != 0);
    }

    [Fact]
    public void Plain_columns_alone_will_do()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TableEncoder(3, []);
        Assert.Equal([2, 64], encoder.call(ones(2, 3)).shape);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TableEncoder(1, [3, 2]);
        string Refusal(params float[] row) => Assert.Throws<ArgumentException>(() => encoder.call(tensor(row).unsqueeze(0))).Message;
        Assert.Equal("codes of column 1 must be from 0 to 2; got 3.", Refusal(0, 3, 0));
        Assert.Equal("codes of column 2 must be from 0 to 1; got -1.", Refusal(0, 0, -1));
        Assert.Equal("input must be [b, 3]; got [1, 2]. (Parameter 'input')", Refusal(0, 0));
        Assert.Equal(
            "cardinalities must be at least 1, and there must be a column; got [] beside 0 plain columns. (Parameter 'cardinalities')",
            Assert.Throws<ArgumentException>(() => new TableEncoder(0, [])).Message);
        Assert.Throws<ArgumentException>(() => new TableEncoder(1, [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableEncoder(-1, [2]));
    }
}
