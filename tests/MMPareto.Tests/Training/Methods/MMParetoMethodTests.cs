using MMPareto.Gradients;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Training.Methods;

/// <summary>What <c>mmpareto</c> does to the first step.</summary>
public class MMParetoMethodTests
{
    [Fact]
    public void MMPareto_moves_the_heads_as_uniform_does_and_the_encoders_at_least_gamma_times_as_far()
    {
        var uniform = Changes.OneStep with { Method = () => SmallTraining.Uniform() };
        var mmpareto = Changes.OneStep with { Method = () => SmallTraining.Integration("mmpareto", Weightings.MMPareto(Changes.Gamma)) };
        Close.Equal(Changes.Of(uniform, "head"), Changes.Of(mmpareto, "head"), 1e-5);
        for (var k = 1; k <= 3; k++)
        {
            var ratio = Close.Length(Changes.Of(mmpareto, $"encoders.m{k}.")) / Close.Length(Changes.Of(uniform, $"encoders.m{k}."));
            Assert.True(ratio > Changes.Gamma * 0.999, $"m{k}: {ratio}");
        }
    }
}
