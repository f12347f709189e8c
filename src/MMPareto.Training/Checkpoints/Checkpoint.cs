using System.Security.Cryptography;
using System.Text.Json;
using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using static TorchSharp.torch;

namespace MMPareto.Training.Checkpoints;

/// <summary>Weights of a model as safetensors, with a manifest that says what they are and holds their checksum.</summary>
public static class Checkpoint
{
    /// <summary>Writes the weights, and beside them the manifest with the ending <c>.json</c>.</summary>
    /// <param name="path">The weights file, ending in <c>.safetensors</c>.</param>
    /// <param name="model">The model; parameters and buffers are written.</param>
    /// <param name="epoch">The epoch that the weights are of, from 1.</param>
    /// <remarks>The two files are replaced one after the other, and a crash between leaves the new manifest beside under a passing name, where
    /// <see cref="Load"/> finds it: at every moment there is a checkpoint that loads.</remarks>
    /// <returns>What was written.</returns>
    public static CheckpointManifest Save(string path, Model model, int epoch)
    {
        var tensors = TensorsOf(model);
        var passing = path + RunFolder.PassingEnd;
        SafeTensors.Write(passing, tensors);
        var manifest = new CheckpointManifest
        {
            Epoch = epoch,
            Weights = Path.GetFileName(path),
            Sha256 = HashOf(passing),
            Tensors = tensors.Count,
            Modalities = model.ModalityNames,
        };
        AtomicFile.Write(NextManifestOf(path), JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointJson.Default.CheckpointManifest));
        File.Move(passing, path, overwrite: true);
        File.Move(NextManifestOf(path), ManifestOf(path), overwrite: true);
        return manifest;
    }

    /// <summary>Reads weights into a model of the same make.</summary>
    /// <param name="path">The weights file.</param>
    /// <param name="model">The model; its parameters and buffers are overwritten.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="WeightsException">A file is missing or damaged, or the weights belong to another model.</exception>
    public static CheckpointManifest Load(string path, Model model)
    {
        if (!File.Exists(path)) throw new WeightsException($"{path}: no such file. The run has no such checkpoint.");
        var hash = HashOf(path);
        var manifest = File.Exists(NextManifestOf(path)) && ReadManifest(NextManifestOf(path)) is var next && next.Sha256 == hash
            ? next : ReadManifest(ManifestOf(path));
        if (hash != manifest.Sha256)
            throw new WeightsException($"{path}: must have the SHA-256 {ShownText.Of(manifest.Sha256)} of its manifest; got {hash}. The file is damaged.");
        SafeTensors.ReadInto(path, TensorsOf(model));
        return manifest;
    }

    private static CheckpointManifest ReadManifest(string file) =>
        CheckpointJson.Read(file, CheckpointJson.Default.CheckpointManifest, "The run has no such checkpoint.");

    private static string ManifestOf(string path) => Path.ChangeExtension(path, ".json");

    private static string NextManifestOf(string path) => ManifestOf(path) + OwnFiles.NextEnd;

    /// <summary>The SHA-256 of a file, in hexadecimal.</summary>
    internal static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static List<(string Name, Tensor Value)> TensorsOf(Model model) =>
        [.. model.state_dict().Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal)];
}
