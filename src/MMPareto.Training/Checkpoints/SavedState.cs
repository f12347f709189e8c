using System.Globalization;
using System.Text.Json;
using MMPareto.Native.Weights;
using MMPareto.Runs;

namespace MMPareto.Training.Checkpoints;

/// <summary>All that a training needs to go on exactly: a folder with tensors and a manifest, which is there whole or not at all.</summary>
/// <remarks>
/// It is made under a passing name, flushed to disk and renamed; the one before is deleted after that. Nothing in it can run.
/// See <c>docs/run-folder.md</c>.
/// </remarks>
public sealed class SavedState
{
    private const string TensorsName = "state.safetensors";
    private const string ManifestName = "state.json";

    private readonly string _folder;

    private SavedState(string folder, StateManifest manifest) => (_folder, Manifest) = (folder, manifest);

    /// <summary>Where in the training it is.</summary>
    public StateManifest Manifest { get; }

    /// <summary>Saves a state, then deletes those before.</summary>
    /// <param name="run">The run.</param>
    /// <param name="state">What the training remembers.</param>
    /// <param name="manifest">Where in the training it is; the checksum is filled in.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="IOException">It cannot be written; the state before is still there.</exception>
    internal static StateManifest Save(RunFolder run, StateArchive state, StateManifest manifest)
    {
        var folder = Path.Combine(run.StatesFolder, NameOf(manifest));
        var passing = $"{folder}{RunFolder.PassingEnd}";
        try
        {
            if (Directory.Exists(passing)) Directory.Delete(passing, recursive: true);
            Directory.CreateDirectory(passing);
            var tensors = Path.Combine(passing, TensorsName);
            state.Write(tensors);
            manifest = manifest with { Sha256 = Checkpoint.HashOf(tensors) };
            AtomicFile.Write(Path.Combine(passing, ManifestName), JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointJson.Default.StateManifest));
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // damaged, as it was not gone on from
            Directory.Move(passing, folder);
        }
        catch
        {
            DeleteIfThere(passing);
            throw;
        }
        foreach (var other in Directory.GetDirectories(run.StatesFolder))
            if (other != folder) DeleteIfThere(other);
        return manifest;
    }

    /// <summary>The last state of a run that is whole; null when it has none.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="WeightsException">There are states, and none is whole.</exception>
    public static SavedState? FindLatest(RunFolder run)
    {
        if (!Directory.Exists(run.StatesFolder)) return null;
        WeightsException? damage = null;
        foreach (var folder in Directory.GetDirectories(run.StatesFolder, "epoch-*").Order(StringComparer.Ordinal).Reverse())
        {
            if (folder.EndsWith(RunFolder.PassingEnd, StringComparison.Ordinal)) continue;
            try
            {
                return Open(folder);
            }
            catch (WeightsException e)
            {
                damage ??= e; // the one before may still be there
            }
        }
        return damage is null ? null : throw damage;
    }

    /// <summary>Deletes the states of a run that needs none any more.</summary>
    /// <param name="run">The run.</param>
    public static void DeleteAll(RunFolder run) => DeleteIfThere(run.StatesFolder);

    /// <summary>What the training remembered.</summary>
    /// <exception cref="WeightsException">The file is damaged.</exception>
    internal StateArchive Read() => StateArchive.Read(Path.Combine(_folder, TensorsName));

    /// <summary>Later states have later names; after the last step of an epoch there are two, before validation and after it.</summary>
    private static string NameOf(StateManifest manifest) =>
        string.Create(CultureInfo.InvariantCulture, $"epoch-{manifest.Epoch:000000}-step-{manifest.Step:000000000000}");

    private static SavedState Open(string folder)
    {
        var (file, tensors) = (Path.Combine(folder, ManifestName), Path.Combine(folder, TensorsName));
        var manifest = CheckpointJson.Read(file, CheckpointJson.Default.StateManifest, "The state is damaged.");
        if (manifest.Schema != StateManifest.CurrentSchema)
            throw new WeightsException(
                $"{file}: schema must be {StateManifest.CurrentSchema}; got {manifest.Schema}. Go on with the version of MMPareto that wrote it.");
        if (manifest is not { Step: >= 0, Epoch: >= 0, StepOfEpoch: >= 0, Records: { Metrics: >= 0, Timing: >= 0, Gradients: >= 0 } })
            throw new WeightsException($"{file}: numbers must be 0 or more; got others. The state is damaged.");
        if (!File.Exists(tensors)) throw new WeightsException($"{tensors}: no such file. The state is damaged.");
        if (FileSize.Of(tensors) == 0) throw new WeightsException($"{tensors}: must be a file with content; got an empty one, a pipe or a device. The state is damaged.");
        var hash = Checkpoint.HashOf(tensors);
        return hash == manifest.Sha256 ? new(folder, manifest)
            : throw new WeightsException($"{tensors}: must have the SHA-256 {ShownText.Of(manifest.Sha256)} of its manifest; got {hash}. The state is damaged.");
    }

    private static void DeleteIfThere(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It takes up room and means nothing: what is read is the last whole state.
        }
    }
}
