using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Training.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Diagnostics;

public class LossLandscapeTests
{
    private static LossLandscapeOptions Options { get; } = new() { Points = 5, Samples = 300, Seed = 1 };

    [Fact]
    public void The_middle_is_the_loss_at_the_solution_and_weights_come_back_bit_by_bit()
    {
        using var model = SomeImages.NewModel();
        model.train();
        var data = new SomeImages(40);
        var before = SomeImages.State(model);

        var record = LossLandscape.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);

        Assert.Equal(before, SomeImages.State(model));
        Assert.True(model.training);
        Assert.Equal([-1, -0.5, 0, 0.5, 1], record.Positions);
        Assert.Equal(("train", 40, 1L), (record.Split, record.Samples, record.Seed));
        Assert.All(record.Losses, row => Assert.Equal(5, row.Count));
        model.eval();
        Assert.Equal(LossAt(model, data), record.Losses[2][2], 1e-6);
        Assert.Equal(25, record.Losses.SelectMany(row => row).Distinct().Count());
    }

    [Fact]
    public void A_point_is_the_loss_with_the_weights_moved_there()
    {
        using var scope = NewDisposeScope();
        using var model = SomeImages.NewModel();
        var data = new SomeImages(40);
        var record = LossLandscape.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);
        model.eval();
        var weights = model.parameters().Where(p => p.dim() > 1).ToArray();
        var directions = weights.Select((w, number) => Enumerable.Range(0, 2).Select(axis =>
            MovedWeights.Direction(w, 1, number, axis)).ToArray()).ToArray();
        using (no_grad())
            for (var number = 0; number < weights.Length; number++)
                weights[number].add_((directions[number][0] * 0.5) - directions[number][1]);
        Assert.Equal(LossAt(model, data), record.Losses[0][3], 1e-5); // second −1, first 0.5
    }

    [Fact]
    public void Filters_of_a_direction_have_the_norms_of_the_weights_filters()
    {
        using var scope = NewDisposeScope();
        using var model = SomeImages.NewModel();
        var weight = model.parameters().First(p => p.dim() == 4);
        using (no_grad()) weight[0].zero_(); // a filter of zero does not move
        using var direction = MovedWeights.Direction(weight, 1, 0, 0);
        using var other = MovedWeights.Direction(weight, 1, 0, 1);
        for (var filter = 0; filter < weight.shape[0]; filter++)
        {
            Assert.Equal(weight[filter].norm().item<float>(), direction[filter].norm().item<float>(), 1e-5);
            Assert.Equal(weight[filter].norm().item<float>(), other[filter].norm().item<float>(), 1e-5);
        }
        Assert.Equal(0, direction[0].abs().sum().item<float>());
        Assert.NotEqual(direction.sum().item<float>(), other.sum().item<float>());
    }

    [Fact]
    public void Only_weights_of_two_dimensions_or_more_move()
    {
        using var model = SomeImages.NewModel();
        var still = Still(model);
        using var moved = new MovedWeights(model, 1);
        var all = SomeImages.State(model);
        moved.MoveTo(1, -1);
        Assert.NotEqual(all, SomeImages.State(model));
        Assert.Equal(still, Still(model));
    }

    [Fact]
    public void Of_tasks_it_is_the_mean_loss()
    {
        using var scope = NewDisposeScope();
        using var model = SomeTasks.NewModel();
        var data = new SomeTasks(20);
        var record = LossLandscape.Measure(model, data, Options, stop: TestContext.Current.CancellationToken);
        using var all = new BatchReader(data).Read([.. Enumerable.Range(0, 20)], TestContext.Current.CancellationToken);
        var output = model.Predict(all.Inputs);
        var mean = output.Heads.Select((logits, task) => nn.functional.cross_entropy(logits, all.Labels.select(1, task)).item<float>()).Average();
        Assert.Equal(mean, record.Losses[2][2], 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Without_a_middle_there_is_no_landscape(int points)
    {
        using var model = SomeTasks.NewModel();
        var e = Assert.Throws<ArgumentException>(() => LossLandscape.Measure(
            model, new SomeTasks(9), Options with { Points = points }, stop: TestContext.Current.CancellationToken));
        Assert.StartsWith($"Points must be odd and at least 3; got {points}.", e.Message, StringComparison.Ordinal);
    }

    private static float[] Still(MultimodalModel model) =>
        [.. model.parameters().Where(p => p.dim() < 2).SelectMany(p => p.detach().data<float>().ToArray())];

    private static double LossAt(Model model, SomeImages data)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var all = new BatchReader(data).Read([.. Enumerable.Range(0, data.Count)], TestContext.Current.CancellationToken);
        return nn.functional.cross_entropy(model.Predict(all.Inputs).Fused!, all.Labels).item<float>();
    }
}
