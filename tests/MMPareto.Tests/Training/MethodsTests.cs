using MMPareto.Gradients;
using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training;

/// <summary>What each method does to the first step, with plain SGD: the change of a weight is −η times its gradient.</summary>
public class MethodsTests
{
    private const double Gamma = 2.5;
    private static readonly SmallTraining OneStep = new()
    {
        Data = SmallTraining.Playground(3, train: 16),
        Options = new() { Epochs = 1, BatchSize = 16 },
        Optimizer = new() { LearningRate = 0.1, Momentum = 0, WeightDecay = 0 },
    };

    /// <summary>Own heads a thousand times as large would pull at the encoders, if anything of them reached there.</summary>
    [Fact]
    public void Joint_keeps_the_unimodal_losses_away_from_the_encoders()
    {
        static double[] Change(Func<BalancingMethod> method, double scale, string prefix) => ChangeOf(OneStep with
        {
            Method = method,
            Prepare = model =>
            {
                foreach (var (name, parameter) in model.named_parameters())
                    if (name.StartsWith("heads.", StringComparison.Ordinal)) parameter.mul_(scale);
            },
        }, prefix);

        Assert.Equal(Change(SmallTraining.Joint, 1, "encoders."), Change(SmallTraining.Joint, 1000, "encoders."));
        Assert.Equal(Change(SmallTraining.Joint, 1, "head."), Change(SmallTraining.Joint, 1000, "head."));
        Assert.True(Close.Length(Change(SmallTraining.Joint, 1, "encoders.")) > 1e-4);
        Assert.NotEqual(
            Change(() => SmallTraining.Uniform(), 1, "encoders."), Change(() => SmallTraining.Uniform(), 1000, "encoders."));
    }

    [Fact]
    public void The_own_heads_of_joint_learn_as_those_of_uniform_do()
    {
        var joint = ChangeOf(OneStep with { Method = SmallTraining.Joint }, "heads.");
        Assert.True(Close.Length(joint) > 1e-3);
        Close.Equal(ChangeOf(OneStep with { Method = () => SmallTraining.Uniform() }, "heads."), joint, 1e-5);
    }

    [Fact]
    public void Uniform_scaled_is_uniform_with_gamma_on_the_encoders_alone()
    {
        var uniform = OneStep with { Method = () => SmallTraining.Uniform() };
        var scaled = OneStep with { Method = () => SmallTraining.Integration("uniform-scaled", Weightings.UniformScaled(Gamma)) };
        Close.Equal([.. ChangeOf(uniform, "encoders.").Select(d => Gamma * d)], ChangeOf(scaled, "encoders."), 1e-4);
        Close.Equal(ChangeOf(uniform, "head"), ChangeOf(scaled, "head"), 1e-5);
    }

    [Fact]
    public void MMPareto_moves_the_heads_as_uniform_does_and_the_encoders_at_least_gamma_times_as_far()
    {
        var uniform = OneStep with { Method = () => SmallTraining.Uniform() };
        var mmpareto = OneStep with { Method = () => SmallTraining.Integration("mmpareto", Weightings.MMPareto(Gamma)) };
        Close.Equal(ChangeOf(uniform, "head"), ChangeOf(mmpareto, "head"), 1e-5);
        for (var k = 1; k <= 3; k++)
        {
            var ratio = Close.Length(ChangeOf(mmpareto, $"encoders.m{k}.")) / Close.Length(ChangeOf(uniform, $"encoders.m{k}."));
            Assert.True(ratio > Gamma * 0.999, $"m{k}: {ratio}");
        }
    }

    /// <summary>With uniform weights the change is linear in the weight of the unimodal losses.</summary>
    [Fact]
    public void The_weight_of_the_unimodal_losses_scales_their_part_alone()
    {
        double[] Change(double weight, string prefix) =>
            ChangeOf(OneStep with { Method = () => SmallTraining.Uniform(weight) }, prefix);

        Close.Equal(ChangeOf(OneStep with { Method = SmallTraining.Joint }, "encoders."), Change(0, "encoders."), 1e-5);
        Assert.All(Change(0, "heads."), d => Assert.Equal(0, d));
        Close.Equal([.. Change(1, "heads.").Select(d => 3 * d)], Change(3, "heads."), 1e-4);
        Close.Equal(Change(0, "head."), Change(3, "head."), 1e-5);
        double[] Unimodal(double weight) => [.. Change(weight, "encoders.").Zip(Change(0, "encoders."), (all, own) => all - own)];
        Close.Equal([.. Unimodal(1).Select(d => 3 * d)], Unimodal(3), 1e-3);
        Assert.True(Close.Length(Unimodal(1)) > 1e-4);
    }

    [Fact]
    public void A_method_that_has_not_begun_says_so()
    {
        using var scope = NewDisposeScope();
        using var method = SmallTraining.Uniform();
        var e = Assert.Throws<InvalidOperationException>(() => method.Accumulate(new Objectives(ones([]), [])));
        Assert.Equal("GradientIntegration needs a model; call Begin first.", e.Message);
    }

    [Fact]
    public void Joint_tells_readers_what_its_heads_are()
    {
        using var joint = SmallTraining.Joint();
        using var uniform = SmallTraining.Uniform();
        Assert.Equal(
            ["the unimodal heads of joint train on detached features: an online linear probe of the encoders"], joint.Notes);
        Assert.Empty(uniform.Notes);
    }

    private static double[] ChangeOf(SmallTraining training, string prefix)
    {
        var (before, after) = TrainerTests.Step(training, prefix);
        return [.. after.Zip(before, (a, b) => a - b)];
    }
}
