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
    private const string ExchangeKey = "model.exchange";
    private const string FusionKey = "model.fusion";

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
        var targets = config.GetText("training.class_weights") == "balanced" ? ClassBalance.Weigh(dataset) : dataset.Targets;
        (string Name, Encoder Encoder)[] encoders =
            [.. dataset.Modalities.Select(modality => (modality.Name, EncoderBuilder.Build(config, modality)))];
        if (targets.Count > 1) return BuildMultitask(config, encoders, targets);
        var method = MethodBuilder.EntryOf(config);
        var kind = Choice(config, FusionKey, method.Fusion);
        var fusion = kind == "ensemble" ? null
            : BuildFusion(kind, [.. encoders.Select(each => each.Encoder.FeatureCount)], config.GetInteger("model.features"), config);
        var exchange = Choice(config, ExchangeKey, method.Exchange) == "mmtm" ? BuildExchange(config, encoders, dataset) : null;
        return new MultimodalModel(encoders, fusion, targets[0], exchange);
    }

    private static MMTMExchange BuildExchange(ConfigValues config, (string Name, Encoder Encoder)[] encoders, IMultimodalDataset dataset)
    {
        var isPartial = MethodBuilder.SamplesLack(config, dataset);
        if (!isPartial && encoders is [(_, ConvEncoder first), (_, ConvEncoder second)]) return new MMTMExchange(first, second);
        var kinds = string.Join(", ", encoders.Select(e => $"{e.Name} ({KindOf(e.Encoder)})"));
        foreach (var (_, encoder) in encoders) encoder.Dispose();
        var whose = config.IsSet(ExchangeKey) && config.GetText(ExchangeKey) != "auto" ? "mmtm" : $"mmtm, which method {config.GetText("method.name")} asks for,";
        throw new ConfigException([new ConfigProblem(
            config.Source(ExchangeKey) ?? config.Source("method.name") ?? "model", ExchangeKey,
            isPartial ? "none where samples lack a modality" : "none unless there are two modalities with conv encoders", $"{whose} with {kinds}")]);
    }

    private static string KindOf(Encoder encoder) =>
        encoder.GetType().Name.Replace(nameof(Encoder), "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The value of a choice; what the method asks for where that is left to it.</summary>
    private static string Choice(ConfigValues config, string path, string automatic) =>
        config.GetText(path) is var text and not "auto" ? text : automatic;

    private static MultitaskModel BuildMultitask(ConfigValues config, (string Name, Encoder Encoder)[] encoders, IReadOnlyList<Target> tasks) =>
        new(encoders, tasks, new() { HiddenCount = config.GetInteger("model.head_hidden"), Dropout = config.GetNumber("model.head_dropout") });

    private static FusionModule BuildFusion(string kind, IReadOnlyList<int> featureCounts, int features, ConfigValues config)
    {
        if (kind is "film" or "gated" && featureCounts.Count != 2)
            throw new ConfigException([new ConfigProblem(
                config.Source(FusionKey) ?? "model", FusionKey, "concatenation, sum or ensemble unless there are two modalities", $"{kind} with {featureCounts.Count}")]);
        return kind switch
        {
            "sum" => new SumFusion(featureCounts, features),
            "film" => new FiLMFusion(featureCounts),
            "gated" => new GatedFusion(featureCounts, features),
            _ => new ConcatenationFusion(featureCounts),
        };
    }
}
