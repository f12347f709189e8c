using MMPareto.Gradients;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Training.Methods;

/// <summary>What <c>uniform-scaled</c> does to the first step.</summary>
public class UniformScaledTests
{
    [Fact]
    public void Uniform_scaled_is_uniform_with_gamma_on_the_encoders_alone()
    {
        var uniform = Changes.OneStep with { Method = () => SmallTraining.Uniform() };
        var scaled = Changes.OneStep with { Method = () => SmallTraining.Integration("uniform-scaled", Weightings.UniformScaled(Changes.Gamma)) };
        Close.Equal([.. Changes.Of(uniform, "encoders.").Select(d => Changes.Gamma * d)], Changes.Of(scaled, "encoders."), 1e-4);
        Close.Equal(Changes.Of(uniform, "head"), Changes.Of(scaled, "head"), 1e-5);
    }
}
