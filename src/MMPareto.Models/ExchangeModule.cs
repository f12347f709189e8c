using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>Takes inputs through all encoders, which tell each other on the way what they see.</summary>
/// <remarks>Its own parameters belong to no encoder. The encoders are not its children: the model has them.</remarks>
/// <param name="name">Name of the module, for printing.</param>
public abstract class ExchangeModule(string name) : nn.Module(name)
{
    /// <summary>Features of each encoder.</summary>
    /// <param name="inputs">Input of each encoder, [b, …], in the model's order.</param>
    /// <returns>[b, d_k] each, in the model's order.</returns>
    public abstract IReadOnlyList<Tensor> Encode(IReadOnlyList<Tensor> inputs);
}
