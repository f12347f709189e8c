using MMPareto.Native.Weights;
using static TorchSharp.torch;

namespace MMPareto.Models.Pretrained;

/// <summary>Weights that were trained elsewhere, in a safetensors file with the encoder's own names.</summary>
/// <remarks>
/// <see cref="Encoders.ResNetEncoder"/> has the names of torchvision, <see cref="Encoders.ViTEncoder"/> those of timm; the page
/// on models tells how to write their weights to such a file. Counts of batches (<c>num_batches_tracked</c>) may be absent on
/// either side. Number types are converted.
/// </remarks>
public static class PretrainedWeights
{
    private const string Count = "num_batches_tracked";

    /// <summary>Overwrites the parameters and buffers of an encoder.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="path">The safetensors file.</param>
    /// <param name="options">What may differ; null for the defaults.</param>
    /// <returns>Names in the file that were ignored.</returns>
    /// <exception cref="WeightsException">The file is damaged, or lacks tensors of the encoder, has others, or has some of another
    /// shape; the message names all of them. Nothing was overwritten then.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> LoadInto(Encoder encoder, string path, PretrainedWeightsOptions? options = null)
    {
        options ??= new();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var own = encoder.state_dict();
        var given = SafeTensors.Read(path).ToDictionary(tensor => tensor.Name, tensor => tensor.Value, StringComparer.Ordinal);
        if (options.SumInputChannels)
            foreach (var (name, target) in own)
                if (given.TryGetValue(name, out var value) && HasMoreChannels(value, target)) given[name] = value.sum([1], keepdim: true);

        string[] others = [.. given.Keys.Where(name => !own.ContainsKey(name))];
        string[] ignored = [.. others.Where(name => IsCount(name)
            || options.IgnoredPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))];
        Check(path, encoder, own, given, [.. others.Except(ignored)]);
        foreach (var (name, target) in own)
            if (given.TryGetValue(name, out var value)) target.copy_(value);
        return ignored;
    }

    private static bool IsCount(string name) => name.EndsWith(Count, StringComparison.Ordinal);

    /// <summary>Whether it would fit but for its several channels in the place of one.</summary>
    private static bool HasMoreChannels(Tensor value, Tensor target) => value.shape is [var outputs, > 1, var height, var width]
        && target.shape.AsSpan().SequenceEqual([outputs, 1, height, width]);

    private static void Check(
        string path, Encoder encoder, Dictionary<string, Tensor> own, Dictionary<string, Tensor> given, string[] unexpected)
    {
        var missing = own.Keys.Where(name => !given.ContainsKey(name) && !IsCount(name));
        var misshapen = own.Where(entry => given.TryGetValue(entry.Key, out var value) && !value.shape.AsSpan().SequenceEqual(entry.Value.shape))
            .Select(entry => $"{entry.Key} must be {Shown(entry.Value)}, got {Shown(given[entry.Key])}{Remedy(entry.Value, given[entry.Key])}");
        string[] problems = [.. Problem("missing", missing), .. Problem("unexpected", unexpected), .. Problem("of another shape", misshapen)];
        if (problems.Length > 0)
            throw new WeightsException($"{path}: must hold the weights of a {encoder.GetName()}; {string.Join("; ", problems)}.");
    }

    private static IEnumerable<string> Problem(string what, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        return sorted.Length == 0 ? [] : [$"{what} ({sorted.Length}): {string.Join(", ", sorted)}"];
    }

    private static string Remedy(Tensor target, Tensor value) =>
        HasMoreChannels(value, target) ? " (SumInputChannels makes one channel of them)" : "";

    private static string Shown(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
