using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Tests.Models;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;
using MMPareto.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Experiments;

/// <summary>The rows of whole models, as a configuration makes them, against plain autograd on each loss alone.</summary>
public class ExchangeRowsTests
{
    private const double Tolerance = 2e-5;
    private const int Samples = 6;
    private static readonly Modality[] Modalities = [new("a", [2, 8, 8]), new("b", [1, 8, 12]), new("c", [1, 12, 8])];

    public static TheoryData<string, int, CrossGradients> Cases()
    {
        var cases = new TheoryData<string, int, CrossGradients>();
        foreach (var cross in Enum.GetValues<CrossGradients>())
            foreach (var (exchange, count) in new[] { ("mbt", 2), ("mbt", 3), ("mmtm", 2), ("none", 3) }) cases.Add(exchange, count, cross);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_of_an_encoder_are_the_gradients_of_the_losses_one_by_one(string exchange, int count, CrossGradients cross)
    {
        using var scope = NewDisposeScope();
        using var model = Build(exchange, count);
        var rows = new CapturingAggregator();
        using var gradients = GradientIntegrator.For([.. model.Groups.Select(group => ParameterGroup.Of(group.Name, group.Module))], rows, new() { Cross = cross });
        foreach (var parameter in model.parameters()) parameter.grad = null;

        var losses = Losses(model, count);
        gradients.Backward(losses.Multimodal!, losses.Heads);

        Assert.Equal(exchange == "none", gradients.EncodersAreSeparate);
        var outside = Outside(model).Select(LinearEncoder.GradientOf).ToArray();
        for (var k = 0; k < count; k++)
        {
            Parameter[] own = [.. model.Groups[k].Module.parameters()];
            double[] Of(Func<Objectives, Tensor> loss) => [.. Gradients(model, count, loss, own).SelectMany(gradient => gradient)];
            double[][] unimodal = [.. Enumerable.Range(0, count).Select(j => Of(objectives => objectives.Heads[j]!))];
            var expected = exchange == "none" || cross == CrossGradients.Own ? [unimodal[k]]
                : cross == CrossGradients.Rows ? unimodal
                : new[] { Of(objectives => Sum(objectives.Heads!)) };
            var actual = rows.Rows[model.Groups[k].Name];
            Assert.Equal(1 + expected.Length, actual.Length);
            Close.Equal(Of(objectives => objectives.Multimodal!), actual[0], Tolerance);
            for (var i = 0; i < expected.Length; i++) Close.Equal(expected[i], actual[1 + i], Tolerance);
            Assert.All(unimodal.Where((_, j) => j != k), gradient => Assert.Equal(exchange != "none", Close.Length(gradient) > 0));
        }
        var plain = Gradients(model, count, objectives => Sum([objectives.Multimodal!, .. objectives.Heads!]), Outside(model));
        Assert.Equal(exchange == "mbt" ? 1 : exchange == "mmtm" ? 18 : 0, Outside(model).Length - 2 - (2 * count));
        for (var i = 0; i < plain.Length; i++) Close.Equal(plain[i], outside[i], Tolerance);
    }

    private static MultimodalModel Build(string exchange, int count)
    {
        var config = ExperimentSource.Read("playground",
        [
            "model.encoder=auto", $"model.exchange={exchange}", "model.features=16",
            .. exchange == "mbt" ? ["model.patch=4", "model.width=12", "model.layers=3", "model.fusion_layer=1"] : Array.Empty<string>(),
        ]);
        var data = new FakeDataset(Samples, (_, _, _) => 0, (_, _) => 0) { Modalities = Modalities[..count] };
        return (MultimodalModel)ModelBuilder.BuildSeeded(config, data, CPU);
    }

    private static Objectives Losses(MultimodalModel model, int count)
    {
        var inputs = Modalities.Take(count).Select((modality, k) => (modality.Name, Values: ReferenceValues.Fill([Samples, .. modality.Shape], 800 + k)));
        return HeadLosses.Of(model.Predict(inputs.ToDictionary(input => input.Name, input => input.Values)), tensor(new long[] { 0, 2, 1, 1, 0, 2 }));
    }

    private static Parameter[] Outside(MultimodalModel model) =>
        [.. model.named_parameters().Where(p => !p.name.StartsWith("encoders.", StringComparison.Ordinal)).Select(p => p.parameter)];

    private static Tensor Sum(IEnumerable<Tensor> losses) => losses.Aggregate((sum, loss) => sum + loss);

    private static double[][] Gradients(MultimodalModel model, int count, Func<Objectives, Tensor> loss, Parameter[] parameters)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in model.parameters()) parameter.grad = null;
        loss(Losses(model, count)).backward();
        return [.. parameters.Select(LinearEncoder.GradientOf)];
    }
}
