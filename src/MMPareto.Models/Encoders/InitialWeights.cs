using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>Parameters that belong to no layer of libtorch.</summary>
internal static class InitialWeights
{
    /// <summary>Standard deviation of embeddings, positions and tokens at the beginning, as in BERT.</summary>
    internal const double Deviation = 0.02;

    /// <summary>A parameter drawn from N(0, <see cref="Deviation"/>²). It is in no dispose scope.</summary>
    internal static Parameter Normal(params long[] shape)
    {
        using var scope = NewDisposeScope();
        return (Parameter)new Parameter(nn.init.normal_(empty(shape), 0, Deviation)).DetachFromDisposeScope();
    }
}
