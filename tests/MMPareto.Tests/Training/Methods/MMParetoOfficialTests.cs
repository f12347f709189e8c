using MMPareto.Gradients;
using MMPareto.Tests.Support;
using MMPareto.Training.Methods.Gradient;

namespace MMPareto.Tests.Training.Methods;

/// <summary>What <c>mmpareto-official</c> does to the first step.</summary>
public class MMParetoOfficialTests
{
    /// <summary>Every tensor is γ times as long as that of the plain sum, or longer in conflict, and never shorter.</summary>
    [Fact]
    public void Every_tensor_of_an_encoder_moves_at_least_gamma_times_as_far_as_with_uniform()
    {
        foreach (var encoder in (string[])["m1", "m2", "m3"])
        {
            foreach (var tensor in (string[])["hidden.weight", "hidden.bias", "output.weight", "output.bias"])
            {
                var name = $"encoders.{encoder}.{tensor}";
                var ratio = Close.Length(Changes.Of(Official, name))
                    / Close.Length(Changes.Of(Changes.OneStep with { Method = () => SmallTraining.Uniform() }, name));
                Assert.True(ratio > Changes.Gamma * 0.999, $"{name}: {ratio}");
            }
        }
    }

    [Fact]
    public void The_heads_move_as_with_uniform() => Close.Equal(
        Changes.Of(Changes.OneStep with { Method = () => SmallTraining.Uniform() }, "head"), Changes.Of(Official, "head"), 1e-5);

    private static SmallTraining Official { get; } = Changes.OneStep with
    {
        Method = () => new GradientIntegration("mmpareto-official", Weightings.MMParetoOfficial(Changes.Gamma), new()),
    };
}
