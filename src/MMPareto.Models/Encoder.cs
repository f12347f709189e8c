using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>Turns one modality's input into features.</summary>
/// <param name="name">Name of the module, for printing.</param>
/// <param name="featureCount">Number of features, d ≥ 1.</param>
public abstract class Encoder(string name, int featureCount) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Number of features of a sample, d. The encoder maps [b, …] to [b, d].</summary>
    public int FeatureCount { get; } = featureCount;

    /// <summary>Sets training or evaluation mode. Batch normalisations that are frozen stay in evaluation mode.</summary>
    /// <param name="train">True for training.</param>
    /// <seealso cref="Freezing"/>
    public override void train(bool train = true)
    {
        base.train(train);
        Freezing.RestFrozenNorms(this);
    }
}
