using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the model that a configuration describes for a data set.</summary>
internal static class ModelBuilder
{
    private const int SmallestImage = 4;

    public static Model Build(ConfigValues config, IMultimodalDataset dataset)
    {
        if (dataset is IMultitaskDataset multitask) return BuildMultitask(config, multitask);
        var features = config.GetInteger("model.features");
        (string, Encoder)[] encoders = [.. dataset.Modalities.Select(modality => (modality.Name, BuildEncoder(config, modality, features)))];
        var fusion = Choice(config, "model.fusion", MethodBuilder.EntryOf(config).Fusion) == "ensemble"
            ? null : new ConcatenationFusion([.. encoders.Select(_ => features)]);
        return new MultimodalModel(encoders, fusion, dataset.ClassCount);
    }

    /// <summary>The value of a choice; what the method asks for where that is left to it.</summary>
    private static string Choice(ConfigValues config, string path, string automatic) =>
        config.GetText(path) is var text and not "auto" ? text : automatic;

    private static MultitaskModel BuildMultitask(ConfigValues config, IMultitaskDataset dataset)
    {
        var modality = dataset.Modalities[0];
        return new MultitaskModel(
            modality.Name, BuildEncoder(config, modality, config.GetInteger("model.features")), dataset.Tasks, dataset.ClassCount);
    }

    private static Encoder BuildEncoder(ConfigValues config, Modality modality, int features)
    {
        var kind = config.GetText("model.encoder");
        var isImage = modality.Shape is [_, >= SmallestImage, >= SmallestImage];
        if (kind == "conv" && !isImage)
            throw new ConfigException(
                [new ConfigProblem("model", "model.encoder", "mlp or auto for inputs that are no images [c, h, w]", $"conv for {modality}")]);
        if (kind == "mlp" || !isImage) return new MLPEncoder(modality.Length, config.GetInteger("model.hidden"), features);
        return new ConvEncoder(modality.Shape[0], new ConvEncoderOptions
        {
            Channels = [.. new ConvEncoderOptions().Channels.SkipLast(1), features],
            BatchNorm = config.GetBoolean("model.batch_norm"),
        });
    }
}
