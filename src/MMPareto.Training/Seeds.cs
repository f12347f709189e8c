using TorchSharp;

namespace MMPareto.Training;

/// <summary>The one place that sets libtorch's global generator, which layers draw their initial weights from.</summary>
public static class Seeds
{
    /// <summary>Sets the global generator; call it right before the model is made.</summary>
    /// <param name="seed">The training seed.</param>
    public static void SeedInitialWeights(long seed)
    {
#pragma warning disable RS0030 // this is the one place that may
        using var generator = torch.manual_seed(seed);
#pragma warning restore RS0030
    }
}
