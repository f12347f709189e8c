using TorchSharp;
using TorchSharp.Modules;

namespace MMPareto.Gradients;

/// <summary>The parameters that one combined gradient is made for: an encoder, or the shared trunk of several tasks.</summary>
/// <param name="Name">What records and errors call it, for example the name of the modality.</param>
/// <param name="Parameters">Its parameters with their names, in a fixed order. Frozen ones are left alone.</param>
public sealed record ParameterGroup(string Name, IReadOnlyList<(string Name, Parameter Parameter)> Parameters)
{
    /// <summary>All parameters of a module as one group.</summary>
    /// <param name="name">What records and errors call the group.</param>
    /// <param name="module">An encoder or a trunk.</param>
    public static ParameterGroup Of(string name, torch.nn.Module module) =>
        new(name, [.. module.named_parameters().Select(p => (p.name, p.parameter))]);
}
