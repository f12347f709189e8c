using System.Numerics;
using MMPareto.Data.Audio.Fourier;

namespace MMPareto.Tests.Data.Audio;

public class FourierTests
{
    [Fact]
    public void Power_is_that_of_the_sum_of_the_definition_at_every_size()
    {
        foreach (var size in Enumerable.Range(1, 70).Concat([100, 125, 128, 225, 256, 300, 400, 509, 512]))
        {
            var frame = Signals.Words(size).Select(word => (word / 4294967296.0) - 0.3).ToArray();
            var spectrum = new PowerSpectrum(size);
            var buffer = spectrum.CreateBuffer();
            for (var pass = 0; pass < 2; pass++) // what the first left in memory does not matter
            {
                frame.CopyTo(buffer.Frame, 0);
                spectrum.Compute(buffer);
                Assert.Equal((size / 2) + 1, buffer.Power.Length);
                for (var k = 0; k < buffer.Power.Length; k++)
                    Assert.InRange(buffer.Power[k] - Power(frame, k), -1e-10 * size, 1e-10 * size);
            }
        }
    }

    private static double Power(double[] frame, int k)
    {
        var sum = Complex.Zero;
        for (var t = 0; t < frame.Length; t++)
            sum += frame[t] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)k * t % frame.Length) / frame.Length);
        return (sum.Real * sum.Real) + (sum.Imaginary * sum.Imaginary);
    }
}
