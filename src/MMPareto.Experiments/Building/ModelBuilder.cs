using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Native;
using MMPareto.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the model that a configuration describes for a data set.</summary>
internal static class ModelBuilder
{
    private const string ExchangeKey = "model.exchange";
    private const string FusionKey = "model.fusion";
    private const string HeadHiddenKey = "model.head_hidden";

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
        var model = BuildAsMade(config, dataset);
        foreach (var encoder in model.Encoders.OfType<ResNetEncoder>()) MemoryLayout.UseChannelsLast(encoder); // the faster layout for them
        return model;
    }

    private static Model BuildAsMade(ConfigValues config, IMultimodalDataset dataset)
    {
        var targets = config.GetText("training.class_weights") == "balanced" ? ClassBalance.Weigh(config, dataset) : dataset.Targets;
        RequireHeads(config, targets);
        if (targets.Count > 1) return BuildMultitask(config, dataset, targets);
        var method = MethodBuilder.EntryOf(config);
        var (exchangeKind, kind) = (Choice(config, ExchangeKey, method.Exchange), Choice(config, FusionKey, method.Fusion));
        var kinds = EncoderChoice.Of(config, dataset.Modalities, exchangeKind);
        RequireExchangeable(config, exchangeKind, kinds, dataset);
        MemoryNeeds.Require(config, dataset, kinds, kind);
        var encoders = BuildEncoders(config, dataset.Modalities, kinds);
        var fusion = kind == "ensemble" ? null
            : BuildFusion(kind, [.. encoders.Select(each => each.Encoder.FeatureCount)], config.GetInteger("model.features"), config);
        return new MultimodalModel(encoders, fusion, targets[0], BuildExchange(config, exchangeKind, [.. encoders.Select(each => each.Encoder)]));
    }

    private static ExchangeModule? BuildExchange(ConfigValues config, string kind, Encoder[] encoders) => kind switch
    {
        "mmtm" => new MMTMExchange((ConvEncoder)encoders[0], (ConvEncoder)encoders[1]),
        "mbt" => new MBTExchange([.. encoders.Cast<ViTEncoder>()],
            new() { Bottlenecks = config.GetInteger("model.bottlenecks"), FusionLayer = config.GetInteger("model.fusion_layer") }),
        _ => null,
    };

    /// <summary>Refuses an exchange between encoders that it is not made for, before any is made.</summary>
    private static void RequireExchangeable(ConfigValues config, string exchange, IReadOnlyList<string> kinds, IMultimodalDataset dataset)
    {
        var isPartial = MethodBuilder.SamplesLack(config, dataset);
        var suits = exchange switch
        {
            "mmtm" => kinds is ["conv", "conv"],
            "mbt" => kinds.Count > 1 && kinds.All(kind => kind == "vit"),
            _ => true,
        };
        if (exchange == "none" || (suits && !isPartial)) return;
        var needed = exchange == "mmtm" ? "there are two modalities with conv encoders" : "all modalities have vit encoders, whose tokens meet";
        var whose = config.IsSet(ExchangeKey) && config.GetText(ExchangeKey) != "auto" ? exchange : $"{exchange}, which method {config.GetText("method.name")} asks for,";
        throw new ConfigException([new ConfigProblem(
            config.Source(ExchangeKey) ?? config.Source("method.name") ?? "model", ExchangeKey,
            isPartial ? "none where samples lack a modality" : $"none unless {needed}",
            $"{whose} with {string.Join(", ", dataset.Modalities.Zip(kinds, (modality, kind) => $"{modality.Name} ({kind})"))}")]);
    }

    /// <summary>The value of a choice; what the method asks for where that is left to it.</summary>
    private static string Choice(ConfigValues config, string path, string automatic) =>
        config.GetText(path) is var text and not "auto" ? text : automatic;

    /// <summary>Refuses settings of a fused head where there are several tasks, and of the heads of tasks where there is one target.</summary>
    private static void RequireHeads(ConfigValues config, IReadOnlyList<Target> targets)
    {
        List<ConfigProblem> problems = [];
        void Require(bool holds, string key, string expected, string found)
        {
            if (!holds) problems.Add(new(config.Source(key) ?? "model", key, expected, found));
        }
        var (fusion, exchange, hidden) = (config.GetText(FusionKey), config.GetText(ExchangeKey), config.GetInteger(HeadHiddenKey));
        var isMultitask = targets.Count > 1;
        Require(!isMultitask || fusion is "auto" or "concatenation", FusionKey, "auto or concatenation with several tasks, which have no fused head", fusion);
        Require(!isMultitask || exchange is "auto" or "none", ExchangeKey, "auto or none with several tasks", exchange);
        Require(isMultitask || hidden == 0, HeadHiddenKey, "0 unless there are several tasks", ConfigText.Of(hidden));
        if (problems.Count > 0) throw new ConfigException(problems);
    }

    private static MultitaskModel BuildMultitask(ConfigValues config, IMultimodalDataset dataset, IReadOnlyList<Target> tasks)
    {
        var kinds = EncoderChoice.Of(config, dataset.Modalities, "none");
        MemoryNeeds.Require(config, dataset, kinds, "concatenation");
        return new(
            BuildEncoders(config, dataset.Modalities, kinds), tasks,
            new() { HiddenCount = config.GetInteger(HeadHiddenKey), Dropout = config.GetNumber("model.head_dropout") });
    }

    private static (string Name, Encoder Encoder)[] BuildEncoders(ConfigValues config, IReadOnlyList<Modality> modalities, IReadOnlyList<string> kinds) =>
        [.. modalities.Zip(kinds, (modality, kind) => (modality.Name, EncoderBuilder.Build(config, modality, kind)))];

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
