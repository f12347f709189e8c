using MMPareto.Gradients;
using MMPareto.Models.Encoders;
using MMPareto.Native;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class MemoryLayoutOfRowsTests
{
    /// <summary>Autograd adds into a row as it lies; with another order it would add value by value, or to the wrong ones.</summary>
    [Fact]
    public void Rows_of_weights_that_lie_channels_last_lie_so_too()
    {
        using var scope = NewDisposeScope();
        Seeds.SeedInitialWeights(1);
        using var encoder = new ConvEncoder(3, new() { Channels = [4, 6] });
        var images = rand(5, 3, 9, 8);
        var expected = PlainGradients(encoder, images);
        MemoryLayout.UseChannelsLast(encoder);
        using var gradients = GradientIntegrator.For([encoder], Weightings.Uniform());

        var features = encoder.call(images);
        gradients.Backward(features.square().sum(), [features.sum()]);

        foreach (var (parameter, gradient) in encoder.parameters().Zip(expected))
        {
            Assert.True(MemoryLayout.HaveSameOrder(parameter, parameter.grad!));
            Assert.True(parameter.grad!.allclose(gradient, 1e-4, 1e-4));
        }
        Assert.False(encoder.parameters().First(p => p.dim() == 4).is_contiguous());
    }

    /// <summary>Rows of more than one piece, more rows than two, by one thread and by two: the same to the last bit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int tasks)
    {
        var results = new List<(double[] Gramian, byte[] Combined)>();
        foreach (var threads in (int[])[1, 2])
        {
            using var scope = NewDisposeScope();
            Seeds.SeedInitialWeights(1);
            using var encoder = new MLPEncoder(1000, 150, 8); // over two pieces
            var features = encoder.call(rand(4, 1000));
            Tensor[] losses = [.. Enumerable.Range(0, tasks).Select(task => features.select(1, task).square().sum())];
            using var gradients = GradientIntegrator.For([encoder], Weightings.MMPareto());
            set_num_threads(threads);
            try
            {
                gradients.Backward(losses);
            }
            finally
            {
                set_num_threads(1);
            }
            results.Add((gradients.Rows[0]!.Gramian.ToArray(), [.. gradients.Rows[0]!.Buffer[0].bytes]));
        }
        Assert.Equal(results[0].Gramian, results[1].Gramian);
        Assert.Equal(results[0].Combined, results[1].Combined);
    }

    private static Tensor[] PlainGradients(ConvEncoder encoder, Tensor images)
    {
        var features = encoder.call(images);
        (features.square().sum() + features.sum()).backward();
        Tensor[] gradients = [.. encoder.parameters().Select(p => p.grad!.clone())];
        foreach (var parameter in encoder.parameters()) parameter.grad = null;
        foreach (var norm in encoder.modules().OfType<TorchSharp.Modules.BatchNorm2d>()) norm.reset_running_stats();
        return gradients;
    }
}
