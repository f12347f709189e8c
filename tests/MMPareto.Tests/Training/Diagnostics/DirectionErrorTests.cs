using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Models;
using MMPareto.Tests.Training.Methods;
using MMPareto.Training;
using MMPareto.Training.Diagnostics;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Diagnostics;

public class DirectionErrorTests
{
    private static readonly TrainerOptions Options = new() { Epochs = 1, BatchSize = 16 };

    [Fact]
    public void Approximations_are_held_against_the_exact_method_before_each_step()
    {
        using var model = NewModel();
        using var exact = SmallTraining.Integration("mmpareto", Weightings.MMPareto());
        using var features = ApproximateIntegrationTests.New(atFeatures: true);
        using var refresh = ApproximateIntegrationTests.New(atFeatures: false, every: 3);
        var records = Along(model, exact, features, refresh);

        Assert.Equal(
            Enumerable.Range(1, 7).SelectMany(step => new[] { "mmpareto~features", "mmpareto~refresh3" }.SelectMany(
                method => new[] { "m1", "m2" }.Select(group => ((long)step, method, group)))),
            records.Select(record => (record.Step, record.Method, record.Group)));
        Assert.All(records, record => Assert.InRange(record.Cosine!.Value, 0.5, 1 + 1e-9));
        foreach (var record in records.Where(record => record.Method == "mmpareto~refresh3" && record.Step % 3 == 1))
        {
            Assert.Equal(1, record.Cosine!.Value, 1e-9); // an exact step
            Assert.Equal(1, record.LengthRatio!.Value, 1e-6);
        }
    }

    [Fact]
    public void A_factor_changes_the_length_alone_and_a_row_left_out_the_direction()
    {
        using var model = NewModel();
        using var exact = SmallTraining.Uniform();
        using var half = SmallTraining.Integration("half", Weightings.UniformScaled(0.5));
        using var joint = SmallTraining.Integration("joint", Weightings.Joint());
        var records = Along(model, exact, half, joint);
        Assert.All(records.Where(record => record.Method == "half"), record =>
        {
            Assert.Equal(1, record.Cosine!.Value, 1e-9);
            Assert.Equal(0.5, record.LengthRatio!.Value, 1e-6);
        });
        Assert.All(records.Where(record => record.Method == "joint"), record => Assert.True(record.Cosine < 0.9999));
    }

    [Fact]
    public void Measuring_changes_nothing_of_the_training()
    {
        SortedDictionary<string, double[]> After(bool measured)
        {
            using var model = NewModel();
            using var exact = SmallTraining.Integration("mmpareto", Weightings.MMPareto());
            BalancingMethod[] approximations = measured ? [ApproximateIntegrationTests.New(atFeatures: true), ApproximateIntegrationTests.New(false, 2)] : [];
            _ = Along(model, exact, approximations);
            foreach (var method in approximations) method.Dispose();
            return SmallTraining.Weights(model);
        }
        Assert.Equal(After(measured: false), After(measured: true));
    }

    private static MultimodalModel NewModel()
    {
        var model = new SmallTraining().NewModel();
        model.train();
        return model;
    }

    private static DirectionRecord[] Along(Model model, BalancingMethod exact, params BalancingMethod[] approximations)
    {
        using var scope = NewDisposeScope();
        using var training = new GradientIntegration("mmpareto", new WeightedAggregator(Weightings.MMPareto()), new());
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 0.05 });
        optimizer.SetLearningRate(1);
        return [.. new DirectionError(model, exact, approximations).Along(
            training, optimizer, SmallTraining.Playground().Train, Options, TestContext.Current.CancellationToken)];
    }
}
