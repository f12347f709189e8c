using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Support;
using MMPareto.Training.Methods.Gradient;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class OGMGEMethodTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>κ g + (std(g) + 1e-8) N, with the standard deviation of the plain gradient and the normal numbers of the step.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Weights_of_each_encoder_get_noise_as_wide_as_their_plain_gradient(int modalities)
    {
        using var scope = NewDisposeScope();
        using var tiny = new DoubleModel(modalities);
        var plain = tiny.MultimodalGradients();
        using var method = new OGMMethod(new(), new EnhancementNoise(seed: 8));
        method.Begin(tiny.Model);
        for (var step = 1; step <= 2; step++)
        {
            var gradients = tiny.Step(method);
            Assert.Contains(1.0, method.Coefficients);
            for (var k = 0; k < modalities; k++)
            {
                var names = tiny.Model.Encoders[k].named_parameters().Where(p => p.parameter.dim() >= 2).Select(p => $"encoders.m{k}.{p.name}");
                foreach (var (name, t) in names.Select((name, t) => (name, t)))
                {
                    using var generator = new Generator(new CounterRandom(8, 101, step, k, t).NextUInt64());
                    var normal = randn(plain[name].Length, dtype: ScalarType.Float64, generator: generator).data<double>().ToArray();
                    var width = Deviation(plain[name]) + 1e-8;
                    Close.Equal([.. plain[name].Zip(normal, (g, n) => (method.Coefficients[k] * g) + (width * n))], gradients[name], 1e-9);
                    Assert.True(Close.Length(normal) > 1);
                }
            }
            foreach (var (name, gradient) in plain.Where(p => p.Key.EndsWith("bias", StringComparison.Ordinal) || p.Key.StartsWith("head.", StringComparison.Ordinal)))
                Close.Equal(gradient, gradients[name], 1e-12);
        }
    }

    [Fact]
    public void Noise_is_normal_and_follows_from_seed_step_encoder_and_tensor()
    {
        using var scope = NewDisposeScope();
        var gradient = arange(20_000).to(float32);
        double[] Draw(long seed, long step, int encoder, int tensor) =>
            [.. new EnhancementNoise(seed).For(gradient, step, encoder, tensor).data<float>().Select(x => x / (20_000 / Math.Sqrt(12)))];

        var noise = Draw(1, 2, 3, 4);
        Assert.InRange(noise.Average(), -4 / Math.Sqrt(20_000), 4 / Math.Sqrt(20_000));
        Assert.InRange(Deviation(noise), 1 - (4 / Math.Sqrt(40_000)), 1 + (4 / Math.Sqrt(40_000)));
        Assert.Equal(noise, Draw(1, 2, 3, 4));
        foreach (var other in new[] { Draw(2, 2, 3, 4), Draw(1, 3, 3, 4), Draw(1, 2, 4, 4), Draw(1, 2, 3, 5) })
            Assert.InRange(Close.Dot(noise, other) / 20_000, -4 / Math.Sqrt(20_000), 4 / Math.Sqrt(20_000));
    }

    [Fact]
    public void A_single_entry_and_a_gradient_of_zero_get_noise_of_1e_8()
    {
        using var scope = NewDisposeScope();
        var noise = new EnhancementNoise(0);
        Assert.InRange(Math.Abs(noise.For(tensor(5.0).reshape(1, 1), 1, 0, 0).item<double>()), 1e-12, 1e-7);
        Assert.InRange(Math.Abs(noise.For(zeros(2, 2, dtype: ScalarType.Float64), 1, 0, 0).sum().item<double>()), 1e-12, 1e-7);
    }

    [Fact]
    public void Epochs_outside_the_window_have_no_noise()
    {
        using var tiny = new DoubleModel(2);
        var plain = tiny.MultimodalGradients();
        using var method = new OGMMethod(new() { FromEpoch = 2 }, new EnhancementNoise(0));
        method.Begin(tiny.Model);
        var gradients = tiny.Step(method);
        Assert.All(plain, entry => Close.Equal(entry.Value, gradients[entry.Key], 1e-12));
        Assert.Equal("ogm-ge modulated no step", method.Notes[1]);
    }

    [Fact]
    public void A_whole_run_repeats_bit_by_bit_and_is_another_with_another_seed()
    {
        byte[] Weights(string folder, string method = "ogm-ge", int seed = 0) => File.ReadAllBytes(Experiment.Run(
            PlaygroundRun.Read($"method.name={method}", "data.modalities=3", $"training.seed={seed}"), _runs[folder], "",
            new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken).Folder.LastWeightsFile);

        var weights = Weights("a");
        Assert.Equal(weights, Weights("b"));
        Assert.NotEqual(weights, Weights("c", seed: 1));
        Assert.NotEqual(weights, Weights("d", "ogm"));
    }

    private static double Deviation(double[] entries)
    {
        var mean = entries.Average();
        return Math.Sqrt(entries.Sum(x => (x - mean) * (x - mean)) / (entries.Length - 1));
    }
}
