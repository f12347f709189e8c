using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>Parameters that training leaves as they are.</summary>
/// <remarks>
/// A batch normalisation whose weight is frozen goes to evaluation mode, and encoders keep it there when they are set to train:
/// else its running statistics would drift away from the weights around it.
/// </remarks>
public static class Freezing
{
    private const int NamesInError = 3;

    /// <summary>Freezes the parameters whose names begin with one of some prefixes.</summary>
    /// <param name="module">An encoder or a model.</param>
    /// <param name="prefixes">Beginnings of names relative to the module, such as <c>layer1.</c>. They are plain text:
    /// <c>blocks.1</c> begins <c>blocks.10</c> too, <c>blocks.1.</c> does not. The empty prefix is all.</param>
    /// <returns>Names of the parameters that are frozen now and were not before.</returns>
    /// <exception cref="ArgumentException">A prefix begins no name; nothing was frozen then.</exception>
    public static IReadOnlyList<string> Freeze(nn.Module module, IReadOnlyList<string> prefixes)
    {
        (string Name, Parameter Parameter)[] all = [.. module.named_parameters()];
        foreach (var prefix in prefixes)
            if (!all.Any(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)))
                throw new ArgumentException(
                    $"prefixes must each begin the name of a parameter; got '{prefix}'. Nearest names: {Nearest(all, prefix)}.", nameof(prefixes));
        var frozen = all.Where(entry => entry.Parameter.requires_grad
            && prefixes.Any(prefix => entry.Name.StartsWith(prefix, StringComparison.Ordinal))).ToArray();
        foreach (var (_, parameter) in frozen) parameter.requires_grad = false;
        RestFrozenNorms(module);
        return [.. frozen.Select(entry => entry.Name)];
    }

    /// <summary>Sets batch normalisations whose weights are frozen to evaluation mode.</summary>
    internal static void RestFrozenNorms(nn.Module module)
    {
        foreach (var norm in module.modules().OfType<BatchNorm>())
            if (norm.weight is { requires_grad: false }) norm.eval();
    }

    private static string Nearest((string Name, Parameter)[] all, string prefix) => string.Join(", ", all
        .Select(entry => entry.Name)
        .OrderByDescending(name => name.Zip(prefix).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count())
        .Take(NamesInError));
}
