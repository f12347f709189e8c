using MMPareto.Gradients;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Training.Methods;

/// <summary>What <c>pareto</c> does to the first step.</summary>
public class ParetoTests
{
    /// <summary>Twice the foot of the perpendicular on the segment between the two rows, or its nearer end.</summary>
    [Theory]
    [InlineData("encoders.m1.")]
    [InlineData("encoders.m2.")]
    [InlineData("encoders.m3.")]
    public void An_encoder_moves_along_twice_the_shortest_vector_between_its_two_gradients(string encoder)
    {
        var (multimodal, unimodal) = Changes.OfRows(encoder);
        var (mm, mu, uu) = (Close.Dot(multimodal, multimodal), Close.Dot(multimodal, unimodal), Close.Dot(unimodal, unimodal));
        var share = Math.Clamp((uu - mu) / (mm + uu - 2 * mu), 0, 1);
        double[] expected = [.. multimodal.Zip(unimodal, (m, u) => 2 * ((share * m) + ((1 - share) * u)))];

        var moved = Changes.Of(
            Changes.OneStep with { Method = () => SmallTraining.Integration("pareto", Weightings.Pareto()) }, encoder);
        Close.Equal(expected, moved, 1e-4);
        Assert.True(Close.Length(moved) > 1e-4);
    }

    [Fact]
    public void The_heads_move_as_with_uniform() => Close.Equal(
        Changes.Of(Changes.OneStep with { Method = () => SmallTraining.Uniform() }, "head"),
        Changes.Of(Changes.OneStep with { Method = () => SmallTraining.Integration("pareto", Weightings.Pareto()) }, "head"), 1e-5);
}
