using MMPareto.Models;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Support;
using static MMPareto.Tests.Models.ReferenceValues;
using static TorchSharp.torch;

namespace MMPareto.Tests.Models;

public class FusionTests
{
    private static readonly int[] Counts = [3, 2];

    [Fact]
    public void Sum_adds_linear_maps()
    {
        using var scope = NewDisposeScope();
        using var fusion = new SumFusion([3, 2, 1], 4);
        Assert.Equal(
        [
            "maps.0.bias [4]", "maps.0.weight [4, 3]", "maps.1.bias [4]", "maps.1.weight [4, 2]", "maps.2.bias [4]", "maps.2.weight [4, 1]",
        ], Shapes(fusion.state_dict()));
        var features = Features(3, 2, 1);
        AssertEqual(fusion, features, 4, z => Sum(Linear(fusion, "maps.0", z[0]), Linear(fusion, "maps.1", z[1]), Linear(fusion, "maps.2", z[2])));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    public void FiLM_scales_and_shifts_the_other(int giving, int count)
    {
        using var scope = NewDisposeScope();
        using var fusion = new FiLMFusion(Counts, giving);
        Assert.Equal([$"modulation.bias [{2 * count}]", $"modulation.weight [{2 * count}, {Counts[giving]}]"], Shapes(fusion.state_dict()));
        AssertEqual(fusion, Features(Counts), count, z =>
        {
            var modulation = Linear(fusion, "modulation", z[giving]);
            return [.. z[1 - giving].Select((x, i) => modulation[i] * x + modulation[count + i])];
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Gates_of_one_multiply_the_other(int gating)
    {
        using var scope = NewDisposeScope();
        using var fusion = new GatedFusion(Counts, 4, gating);
        Assert.Equal(["maps.0.bias [4]", "maps.0.weight [4, 3]", "maps.1.bias [4]", "maps.1.weight [4, 2]"], Shapes(fusion.state_dict()));
        AssertEqual(fusion, Features(Counts), 4, z =>
        {
            var (gates, gated) = (Linear(fusion, $"maps.{gating}", z[gating]), Linear(fusion, $"maps.{1 - gating}", z[1 - gating]));
            return [.. gates.Select((gate, i) => gated[i] / (1 + Math.Exp(-gate)))];
        });
    }

    [Fact]
    public void Only_two_modalities_can_modulate_or_gate()
    {
        static string Refusal(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
        Assert.Equal("FiLM must have two modalities, as one modulates the other; got 3. (Parameter 'featureCounts')", Refusal(() => new FiLMFusion([1, 2, 3])));
        Assert.Equal(
            "a gated fusion must have two modalities, as one gates the other; got 1. (Parameter 'featureCounts')", Refusal(() => new GatedFusion([1], 2)));
        Assert.Equal("giving must be 0 or 1; got 2. (Parameter 'giving')", Refusal(() => new FiLMFusion(Counts, 2)));
        Assert.Equal("gating must be 0 or 1; got -1. (Parameter 'gating')", Refusal(() => new GatedFusion(Counts, 2, -1)));
        Assert.Equal("featureCounts must have at least one entry; got none. (Parameter 'featureCounts')", Refusal(() => new SumFusion([], 2)));
    }

    [Fact]
    public void A_model_has_them_under_its_names_and_its_head_does_not_split()
    {
        using var model = new MultimodalModel(
            [("a", new MMPareto.Models.Encoders.MLPEncoder(2, 3, 3)), ("b", new MMPareto.Models.Encoders.MLPEncoder(2, 3, 2))], new GatedFusion(Counts, 4), 3);
        Assert.Equal(
            ["fusion.maps.0.bias", "fusion.maps.0.weight", "fusion.maps.1.bias", "fusion.maps.1.weight"],
            model.state_dict().Keys.Where(name => name.StartsWith("fusion.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.False(model.HasSplitHead);
    }

    private static void AssertEqual(FusionModule fusion, Tensor[] features, int count, Func<double[][], double[]> expected)
    {
        Assert.Equal(count, fusion.FeatureCount);
        Assert.Null(fusion.Parts);
        fusion.call(features).Dispose();
        var before = LiveTensors.Settled();
        var fused = fusion.call(features);
        LiveTensors.AssertAtMost(before + 1);
        Assert.Equal([2, count], fused.shape);
        for (var b = 0; b < 2; b++)
            Close.Equal(expected([.. features.Select(f => Values(f[b]))]), Values(fused[b]), 1e-5);
    }

    private static Tensor[] Features(params int[] counts) => [.. counts.Select((count, k) => Fill([2, count], k) * 2)];

    private static double[] Linear(nn.Module module, string name, double[] x)
    {
        var weight = module.get_parameter($"{name}.weight")!.detach();
        return [.. Values(module.get_parameter($"{name}.bias")!).Select((bias, row) => bias + Close.Dot(Values(weight[row]), x))];
    }

    private static double[] Sum(params double[][] vectors) => [.. vectors[0].Select((_, i) => vectors.Sum(vector => vector[i]))];
}
