using System.Globalization;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the encoder of a modality. The one that a configuration names is for images and plain numbers; text, tables and sequences
/// have their own.</summary>
internal static class EncoderBuilder
{
    private const string Key = "model.encoder";
    private const string ResNet = "resnet";
    private const int SmallestImage = 4;
    private const int LargestSmallImage = 64;
    private const int LargestSmallSpectrogram = 128 * 128;

    public static Encoder Build(ConfigValues config, Modality modality)
    {
        var features = config.GetInteger("model.features");
        var hidden = config.GetInteger("model.hidden");
        return modality.Kind switch
        {
            ModalityKind.Text => new TextEncoder(modality.CodeCounts[0], modality.Length, features),
            ModalityKind.Table => new TableEncoder(modality.Length - modality.CodeCounts.Count, modality.CodeCounts, hidden, features),
            ModalityKind.Sequence when config.GetText(Key) != "mlp" => new SequenceEncoder((int)modality.Shape[1], (int)modality.Shape[0], features),
            _ => BuildNamed(config, modality, features, hidden),
        };
    }

    private static Encoder BuildNamed(ConfigValues config, Modality modality, int features, int hidden)
    {
        var named = config.GetText(Key);
        var isImage = modality.Shape is [_, >= SmallestImage, >= SmallestImage];
        var hasMaps = isImage || modality.Kind == ModalityKind.Frames;
        if (named is not ("auto" or "mlp") && !hasMaps) throw Refuse("mlp or auto for inputs that are no images [c, h, w]", named, modality);
        var kind = named == "auto" ? Suited(modality, hasMaps) : named;
        if (modality.Kind == ModalityKind.Frames && kind is "conv" or "lenet")
            throw Refuse("auto, mlp or a resnet for frames of videos", named, modality);
        return kind switch
        {
            "conv" => new ConvEncoder(modality.Shape[0], new ConvEncoderOptions
            {
                Channels = [.. new ConvEncoderOptions().Channels.SkipLast(1), features],
                BatchNorm = config.GetBoolean("model.batch_norm"),
            }),
            "lenet" => BuildLeNet(config, modality, features),
            "mlp" => new MLPEncoder(modality.Length, hidden, features),
            _ => BuildResNet(modality, kind),
        };
    }

    /// <summary>What serves a modality when nobody names an encoder.</summary>
    private static string Suited(Modality modality, bool hasMaps) => modality.Kind switch
    {
        _ when !hasMaps => "mlp",
        ModalityKind.Frames => IsLargeEnough(modality) ? "resnet18" : "mlp",
        _ when !IsLargeEnough(modality) => "conv",
        ModalityKind.Spectrogram => modality.Length <= LargestSmallSpectrogram ? "conv" : "resnet18",
        _ => modality.Shape.Skip(1).Max() <= LargestSmallImage ? "conv" : "resnet18",
    };

    private static LeNetEncoder BuildLeNet(ConfigValues config, Modality modality, int features) =>
        modality.Shape.Skip(1).Any(size => size < LeNetEncoder.SmallestImage)
            ? throw Refuse($"another for images below {LeNetEncoder.SmallestImage} pixels in height or width", "lenet", modality)
            : new LeNetEncoder(modality.Shape, features, config.GetNumber("model.dropout"));

    private static bool IsLargeEnough(Modality modality) => modality.Shape.TakeLast(2).All(size => size >= ResNetEncoder.SmallestImage);

    private static ResNetEncoder BuildResNet(Modality modality, string kind) =>
        !IsLargeEnough(modality)
            ? throw Refuse($"another for images below {ResNetEncoder.SmallestImage} pixels in height or width", kind, modality)
            : new ResNetEncoder(modality.Shape[^3], new() { Depth = int.Parse(kind[ResNet.Length..], CultureInfo.InvariantCulture) });

    private static ConfigException Refuse(string expected, string kind, Modality modality) =>
        new([new ConfigProblem("model", Key, expected, $"{kind} for {modality}")]);
}
