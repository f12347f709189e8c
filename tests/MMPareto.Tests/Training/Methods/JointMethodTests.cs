using MMPareto.Tests.Support;
using MMPareto.Training;

namespace MMPareto.Tests.Training.Methods;

/// <summary>What <c>joint</c> does to the first step.</summary>
public class JointMethodTests
{
    /// <summary>Own heads a thousand times as large would pull at the encoders, if anything of them reached there.</summary>
    [Fact]
    public void Joint_keeps_the_unimodal_losses_away_from_the_encoders()
    {
        static double[] Change(Func<BalancingMethod> method, double scale, string prefix) => Changes.Of(Changes.OneStep with
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
        var joint = Changes.Of(Changes.OneStep with { Method = SmallTraining.Joint }, "heads.");
        Assert.True(Close.Length(joint) > 1e-3);
        Close.Equal(Changes.Of(Changes.OneStep with { Method = () => SmallTraining.Uniform() }, "heads."), joint, 1e-5);
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
}
