using System.Globalization;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the encoder of a modality, of the kind that <see cref="EncoderChoice"/> found.</summary>
internal static class EncoderBuilder
{
    private const string PatchKey = "model.patch";
    private const string ResNet = "resnet";

    /// <param name="config">The configuration.</param>
    /// <param name="modality">What it encodes.</param>
    /// <param name="kind">Its kind.</param>
    /// <exception cref="ConfigException">The patches of a vit are larger than the input.</exception>
    public static Encoder Build(ConfigValues config, Modality modality, string kind)
    {
        var features = config.GetInteger("model.features");
        var hidden = config.GetInteger("model.hidden");
        return kind switch
        {
            "text" => new TextEncoder(modality.CodeCounts[0], modality.Length, features),
            "table" => new TableEncoder(modality.Length - modality.CodeCounts.Count, modality.CodeCounts, hidden, features),
            "sequence" => new SequenceEncoder((int)modality.Shape[1], (int)modality.Shape[0], features),
            "conv" => new ConvEncoder(modality.Shape[0], new ConvEncoderOptions
            {
                Channels = [.. new ConvEncoderOptions().Channels.SkipLast(1), features],
                BatchNorm = config.GetBoolean("model.batch_norm"),
            }),
            "lenet" => new LeNetEncoder(modality.Shape, features, config.GetNumber("model.dropout")),
            "mlp" => new MLPEncoder(modality.Length, hidden, features),
            "vit" => BuildViT(config, modality),
            _ => new ResNetEncoder(modality.Shape[^3], new() { Depth = DepthOf(kind)!.Value }),
        };
    }

    /// <summary>The depth of a ResNet by the name of its kind; null for other kinds.</summary>
    public static int? DepthOf(string kind) =>
        kind.StartsWith(ResNet, StringComparison.Ordinal) ? int.Parse(kind[ResNet.Length..], CultureInfo.InvariantCulture) : null;

    private static ViTEncoder BuildViT(ConfigValues config, Modality modality)
    {
        var patch = config.GetInteger(PatchKey);
        if (modality.Shape.TakeLast(2).Any(size => size < patch))
            throw new ConfigException([new ConfigProblem(
                config.Source(PatchKey) ?? "model", PatchKey, "at most the height and width of what vit encoders see", $"{patch} for {modality}")]);
        return new ViTEncoder(modality.Shape, new()
        {
            Patch = patch,
            Width = config.GetInteger("model.width"),
            Layers = config.GetInteger("model.layers"),
            Heads = config.GetInteger("model.heads"),
        });
    }
}
