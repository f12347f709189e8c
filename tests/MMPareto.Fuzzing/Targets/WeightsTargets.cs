using System.Security.Cryptography;
using System.Text;
using MMPareto.Fuzzing.Engine;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Native.Weights;
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
    ];

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
