using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the model that a configuration describes for a data set.</summary>
internal static class ModelBuilder
{
    private const int SmallestImage = 4;
    private const string ExchangeKey = "model.exchange";

    /// <summary>The model with the first weights of the run's seed, in its place.</summary>
    public static Model BuildSeeded(ConfigValues config, IMultimodalDataset dataset, Device device)
    {
        Seeds.SeedInitialWeights(config.GetInteger("training.seed"));
        var model = Build(config, dataset);
        model.to(device); // before the optimizer: moving replaces the parameters
        return model;
    }

    public static Model Build(ConfigValues config, IMultimodalDataset dataset)
    {
        if (dataset is IMultitaskDataset multitask) return BuildMultitask(config, multitask);
        var features = config.GetInteger("model.features");
        (string, Encoder)[] encoders = [.. dataset.Modalities.Select(modality => (modality.Name, BuildEncoder(config, modality, features)))];
        var method = MethodBuilder.EntryOf(config);
        var fusion = Choice(config, "model.fusion", method.Fusion) == "ensemble"
            ? null : new ConcatenationFusion([.. encoders.Select(_ => features)]);
        var exchange = Choice(config, ExchangeKey, method.Exchange) == "mmtm" ? BuildExchange(config, encoders) : null;
        return new MultimodalModel(encoders, fusion, dataset.ClassCount, exchange);
    }

    private static MMTMExchange BuildExchange(ConfigValues config, (string Name, Encoder Encoder)[] encoders)
    {
        if (encoders is [(_, ConvEncoder first), (_, ConvEncoder second)]) return new MMTMExchange(first, second);
        var kinds = string.Join(", ", encoders.Select(e =>
            $"{e.Name} ({e.Encoder switch { ConvEncoder => "conv", LeNetEncoder => "lenet", _ => "mlp" }})"));
        foreach (var (_, encoder) in encoders) encoder.Dispose();
        var whose = config.IsSet(ExchangeKey) && config.GetText(ExchangeKey) != "auto" ? "mmtm" : $"mmtm, which method {config.GetText("method.name")} asks for,";
        throw new ConfigException([new ConfigProblem(
            config.Source(ExchangeKey) ?? config.Source("method.name") ?? "model", ExchangeKey,
            "none unless there are two modalities with conv encoders", $"{whose} with {kinds}")]);
    }

    /// <summary>The value of a choice; what the method asks for where that is left to it.</summary>
    private static string Choice(ConfigValues config, string path, string automatic) =>
        config.GetText(path) is var text and not "auto" ? text : automatic;

    private static MultitaskModel BuildMultitask(ConfigValues config, IMultitaskDataset dataset)
    {
        var modality = dataset.Modalities[0];
        return new MultitaskModel(
            modality.Name, BuildEncoder(config, modality, config.GetInteger("model.features")), dataset.Tasks, dataset.ClassCount,
            new() { HiddenCount = config.GetInteger("model.head_hidden"), Dropout = config.GetNumber("model.head_dropout") });
    }

    private static Encoder BuildEncoder(ConfigValues config, Modality modality, int features)
    {
        var kind = config.GetText("model.encoder");
        var isImage = modality.Shape is [_, >= SmallestImage, >= SmallestImage];
        if (kind is "conv" or "lenet" && !isImage) throw Refuse("mlp or auto for inputs that are no images [c, h, w]", kind, modality);
        if (kind == "lenet")
        {
            if (modality.Shape.Skip(1).Any(size => size < LeNetEncoder.SmallestImage))
                throw Refuse($"another for images below {LeNetEncoder.SmallestImage} pixels in height or width", kind, modality);
            return new LeNetEncoder(modality.Shape, features, config.GetNumber("model.dropout"));
        }
        if (kind == "mlp" || !isImage) return new MLPEncoder(modality.Length, config.GetInteger("model.hidden"), features);
        return new ConvEncoder(modality.Shape[0], new ConvEncoderOptions
        {
            Channels = [.. new ConvEncoderOptions().Channels.SkipLast(1), features],
            BatchNorm = config.GetBoolean("model.batch_norm"),
        });
    }

    private static ConfigException Refuse(string expected, string kind, Modality modality) =>
        new([new ConfigProblem("model", "model.encoder", expected, $"{kind} for {modality}")]);
}
