using MMPareto.Data.Loading;
using MMPareto.Training.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Diagnostics;

public class ContributionsTests
{
    [Fact]
    public void Of_two_modalities_each_has_the_mean_of_its_two_marginals()
    {
        // none, a, v, av
        var values = Contributions.ShapleyValues([0.1, 0.4, 0.6, 0.85]);
        Assert.Equal(0.5 * (0.4 - 0.1 + 0.85 - 0.6), values[0], 12);
        Assert.Equal(0.5 * (0.6 - 0.1 + 0.85 - 0.4), values[1], 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Values_are_the_mean_over_all_orders_and_sum_to_the_whole(int players)
    {
        var random = new Random(players);
        double[] worths = [.. Enumerable.Range(0, 1 << players).Select(_ => random.NextDouble())];
        var values = Contributions.ShapleyValues(worths);
        var orders = Orders([.. Enumerable.Range(0, players)]).ToArray();
        for (var k = 0; k < players; k++)
        {
            var mean = orders.Average(order =>
            {
                var before = order.TakeWhile(other => other != k).Sum(other => 1 << other);
                return worths[before | (1 << k)] - worths[before];
            });
            Assert.Equal(mean, values[k], 12);
        }
        Assert.Equal(worths[^1] - worths[0], values.Sum(), 12);
    }

    [Fact]
    public void Accuracies_are_those_of_the_fused_output_with_the_other_inputs_zeroed()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTraining().NewModel();
        var test = SmallTraining.Playground().Test;
        var record = Contributions.Measure(model, test, stop: TestContext.Current.CancellationToken);
        using var all = new BatchReader(test).Read([.. Enumerable.Range(0, test.Count)], TestContext.Current.CancellationToken);
        double Accuracy(bool first, bool second) => model.Predict(new Dictionary<string, Tensor>
        {
            ["m1"] = all.Inputs["m1"] * (first ? 1 : 0),
            ["m2"] = all.Inputs["m2"] * (second ? 1 : 0),
        }).Fused!.argmax(1).eq(all.Labels).to(float64).mean().item<double>();

        Assert.Equal(["none", "m1", "m2", "m1+m2"], record.Subsets.Keys);
        double[] expected = [Accuracy(false, false), Accuracy(true, false), Accuracy(false, true), Accuracy(true, true)];
        Assert.Equal(expected, record.Subsets.Values.Select(a => Math.Round(a, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.True(expected.Distinct().Count() > 1);
        Assert.Equal(Contributions.ShapleyValues(expected)[1], record.Shapley["m2"], 9);
        Assert.Equal(30, record.Samples);
    }

    [Fact]
    public void Three_modalities_have_eight_subsets()
    {
        var data = SmallTraining.Playground(modalities: 3);
        using var model = new SmallTraining { Data = data }.NewModel();
        var record = Contributions.Measure(model, data.Test, samples: 20, stop: TestContext.Current.CancellationToken);
        Assert.Equal(["none", "m1", "m2", "m1+m2", "m3", "m1+m3", "m2+m3", "m1+m2+m3"], record.Subsets.Keys);
        Assert.Equal(record.Subsets["m1+m2+m3"] - record.Subsets["none"], record.Shapley.Values.Sum(), 12);
        Assert.Equal(20, record.Samples);
    }

    [Fact]
    public void Tasks_are_refused()
    {
        using var model = SomeTasks.NewModel();
        var e = Assert.Throws<ArgumentException>(() => Contributions.Measure(model, new SomeTasks(9), stop: TestContext.Current.CancellationToken));
        Assert.StartsWith("model must have a fused output of 1 to 10 modalities; got the tasks left, right.", e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0 ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
