using System.Security.Cryptography;
using System.Text;
using MMPareto.Fuzzing.Engine;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Weights as safetensors, and checkpoints made of them and a manifest.</summary>
internal static class WeightsTargets
{
    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("safetensors", SafeTensorsFile) { IsNative = true },
        new("checkpoint-manifest", folder =>
        {
            var (path, model) = Saved(folder);
            return FuzzSubject.OfFile(folder["a.json"], [new(File.ReadAllBytes(folder["a.json"]))], _ => Checkpoint.Load(path, model), typeof(WeightsException)) with
            { IsText = true, Names = folder.FullPath };
        })
        { IsNative = true },
        new("checkpoint-weights", folder =>
        {
            var (path, model) = Saved(folder);
            var (manifest, sum) = (File.ReadAllText(folder["a.json"]), Sum(File.ReadAllBytes(path)));
            return new([new(File.ReadAllBytes(path))], input =>
            {
                File.WriteAllBytes(path, input);
                File.WriteAllText(folder["a.json"], manifest.Replace(sum, Sum(input), StringComparison.Ordinal));
                Checkpoint.Load(path, model);
                return [];
            }, typeof(WeightsException))
            { Names = path };
        })
        { IsNative = true },
        new("state-manifest", folder =>
        {
            var (run, manifest) = SavedRun(folder);
            return FuzzSubject.OfFile(manifest, [new(File.ReadAllBytes(manifest))], _ => SavedState.FindLatest(run), typeof(WeightsException)) with
            { IsText = true, Names = Path.GetDirectoryName(manifest)! };
        }),
        new("state", folder =>
        {
            var optimizer = new OptimizerState();
            using (var state = StateArchive.ForWriting())
            {
                optimizer.VisitState(state);
                state.Write(folder["whole"]);
            }
            return FuzzSubject.OfFile(folder["a.safetensors"], [new(File.ReadAllBytes(folder["whole"]))], path =>
            {
                using var state = StateArchive.Read(path);
                new OptimizerState().VisitState(state);
                state.RequireAllVisited();
            }, typeof(WeightsException)) with
            { IsText = true };
        })
        { IsNative = true },
    ];

    /// <summary>What a training remembers, in small: every kind of entry.</summary>
    private sealed class OptimizerState : IStateful
    {
        private readonly Dictionary<string, Tensor> _moments = new() { ["weight"] = ones(2, 3), ["bias"] = ones(2, 3) };
        private readonly Tensor _prototypes = ones(2, 2);
        private double[] _losses = [0.5, 0.25];
        private int _step = 7;
        private bool _isWarm = true;

        public void VisitState(StateArchive state)
        {
            state.Tensor("prototypes", _prototypes);
            state.Numbers("losses", ref _losses);
            state.Number("step", ref _step);
            state.Flag("is-warm", ref _isWarm);
            state.Under("moments").Entries(_moments, (entry, moment) =>
            {
                moment ??= zeros(2, 3);
                entry.Tensor("first", moment);
                return moment;
            });
        }
    }

    private static (RunFolder Run, string Manifest) SavedRun(WorkFolder folder)
    {
        var run = RunFolder.Create(folder["runs"], "some", TimeProvider.System);
        using var state = StateArchive.ForWriting();
        new OptimizerState().VisitState(state);
        SavedState.Save(run, state, new StateManifest { Step = 7, Epoch = 1, StepOfEpoch = 3, Records = new(10, 10, 10), Sha256 = "" });
        return (run, Directory.GetFiles(run.StatesFolder, "state.json", SearchOption.AllDirectories)[0]);
    }

    private static FuzzSubject SafeTensorsFile(WorkFolder folder)
    {
        (string Name, Tensor Value)[] tensors =
            [("a.weight", zeros(2, 3)), ("a.bias", zeros(3, dtype: float64)), ("codes", zeros(4, dtype: int64)), ("flag", zeros([1], dtype: @bool)), ("none", zeros(0, 5, dtype: bfloat16))];
        SafeTensors.Write(folder["whole"], tensors);
        var file = File.ReadAllBytes(folder["whole"]);
        var (header, values) = (Encoding.UTF8.GetString(file[8..(8 + file[0] + (256 * file[1]))]), file[(8 + file[0] + (256 * file[1]))..]);
        return FuzzSubject.OfFile(folder["a.safetensors"], [new(file), new(Encoding.UTF8.GetBytes(header), text => WithLength(text, values))], path =>
        {
            foreach (var (_, value) in SafeTensors.Read(path)) value.Dispose();
            SafeTensors.ReadInto(path, tensors);
        }, typeof(WeightsException)) with
        { IsText = true };
    }

    private static byte[] WithLength(byte[] header, byte[] values) => [.. BitConverter.GetBytes((long)header.Length), .. header, .. values];

    private static (string Path, MultimodalModel Model) Saved(WorkFolder folder)
    {
        var model = new MultimodalModel([("left", new MLPEncoder(3, 2, 2)), ("right", new MLPEncoder(3, 2, 2))], new ConcatenationFusion([2, 2]), 2);
        Checkpoint.Save(folder["a.safetensors"], model, 1);
        return (folder["a.safetensors"], model);
    }

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
