using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Diagnostics;

/// <summary>Two kinds of small images, and a convolutional model with batch normalisation for them.</summary>
/// <param name="count">Number of samples.</param>
internal sealed class SomeImages(int count) : IMultimodalDataset
{
    public string Name => "images";

    public IReadOnlyList<Modality> Modalities => [new("m1", [1, 6, 6]), new("m2", [2, 5, 5])];

    public int ClassCount => 3;

    public int Count => count;

    public static MultimodalModel NewModel()
    {
        Seeds.SeedInitialWeights(0);
        var options = new ConvEncoderOptions { Channels = [16, 16] };
        return new MultimodalModel(
            [("m1", new ConvEncoder(1, options)), ("m2", new ConvEncoder(2, options))], new ConcatenationFusion([16, 16]), 3);
    }

    /// <summary>All parameters and buffers, bit by bit.</summary>
    public static int[] State(MultimodalModel model)
    {
        using var scope = NewDisposeScope();
        var tensors = model.parameters().Select(p => p.detach()).Concat(model.buffers());
        return [.. tensors.SelectMany(t => t.to(float32).contiguous().data<float>().ToArray()).Select(BitConverter.SingleToInt32Bits)];
    }

    public int LabelOf(int index) => index % 3;

    public void Read(int index, SampleDestination destination)
    {
        for (var m = 0; m < 2; m++)
        {
            var values = destination[m];
            for (var i = 0; i < values.Length; i++) values[i] = MathF.Sin((index * 5) + (i * (m + 2)));
        }
    }
}
