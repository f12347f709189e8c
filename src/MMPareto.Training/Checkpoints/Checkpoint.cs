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
        var manifest = Prepare(path, model, epoch);
        GiveNames(path);
        return manifest;
    }

    /// <summary>Writes weights and manifest beside the checkpoint, under passing names until <see cref="Settle"/> is called.</summary>
    /// <param name="path">The weights file.</param>
    /// <param name="model">The model.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>What was written.</returns>
    internal static CheckpointManifest Prepare(string path, Model model, int epoch)
    {
        var tensors = TensorsOf(model);
        SafeTensors.Write(NextOf(path), tensors);
        var manifest = new CheckpointManifest
        {
            Epoch = epoch,
            Weights = Path.GetFileName(path),
            Sha256 = HashOf(NextOf(path)),
            Tensors = tensors.Count,
            Modalities = model.ModalityNames,
        };
        AtomicFile.Write(NextManifestOf(path), JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointJson.Default.CheckpointManifest));
        return manifest;
    }

    /// <summary>What was prepared takes the place of the checkpoint when the training knows of its epoch, and is deleted when it does not, as after a crash.</summary>
    /// <param name="path">The weights file.</param>
    /// <param name="epoch">Epochs that are whole in the state that was saved last; 0 without one.</param>
    internal static void Settle(string path, int epoch)
    {
        var weightsHaveTheirName = !File.Exists(NextOf(path)); // a crash came between the two
        if (EpochOfNext(path) is { } next && (next <= epoch || weightsHaveTheirName))
        {
            GiveNames(path);
            return;
        }
        File.Delete(NextManifestOf(path));
        File.Delete(NextOf(path));
    }

    private static void GiveNames(string path)
    {
        if (File.Exists(NextOf(path))) File.Move(NextOf(path), path, overwrite: true);
        File.Move(NextManifestOf(path), ManifestOf(path), overwrite: true);
    }

    /// <summary>The epoch of what was prepared; null when nothing was, or its manifest is damaged.</summary>
    private static int? EpochOfNext(string path)
    {
        try
        {
            return File.Exists(NextManifestOf(path)) ? ReadManifest(NextManifestOf(path)).Epoch : null;
        }
        catch (WeightsException)
        {
            return null;
        }
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

    private static string NextOf(string path) => path + OwnFiles.NextEnd;

    private static string NextManifestOf(string path) => NextOf(ManifestOf(path));

    /// <summary>The SHA-256 of a file, in hexadecimal.</summary>
    internal static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static List<(string Name, Tensor Value)> TensorsOf(Model model) =>
        [.. model.state_dict().Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal)];
}
