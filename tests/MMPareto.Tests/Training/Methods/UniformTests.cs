using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

/// <summary>What <c>uniform</c> does to the first step.</summary>
public class UniformTests
{
    /// <summary>With uniform weights the change is linear in the weight of the unimodal losses.</summary>
    [Fact]
    public void The_weight_of_the_unimodal_losses_scales_their_part_alone()
    {
        double[] Change(double weight, string prefix) =>
            Changes.Of(Changes.OneStep with { Method = () => SmallTraining.Uniform(weight) }, prefix);

        Close.Equal(Changes.Of(Changes.OneStep with { Method = SmallTraining.Joint }, "encoders."), Change(0, "encoders."), 1e-5);
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
}
