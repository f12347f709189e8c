using System.Globalization;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models.Encoders;

namespace MMPareto.Experiments.Building;

/// <summary>Refuses models and batches that cannot fit into memory before any of it is taken: the system would end the process.</summary>
/// <remarks>The numbers are estimates from sizes alone: the weights of a model, with one gradient where it is trained, and one batch of inputs, against the memory
/// that .NET may use: that of the machine, or of a container three quarters. What is not refused may still be too much.</remarks>
internal static class MemoryNeeds
{
    private const string BatchKey = "training.batch_size";
    private const double MostBytes = int.MaxValue; // of a batch of one modality, which is filled through one span

    /// <param name="config">The configuration.</param>
    /// <param name="dataset">What is trained or predicted on.</param>
    /// <param name="kinds">Kinds of encoders, as <see cref="EncoderChoice"/> gives them.</param>
    /// <param name="fusion">Kind of the fusion.</param>
    /// <exception cref="ConfigException">A batch or the model is too large; the size is named.</exception>
    public static void Require(ConfigValues config, IMultimodalDataset dataset, IReadOnlyList<string> kinds, string fusion)
    {
        var memory = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var isDescribed = dataset.Count == 0; // to predict or to export: no batches of this size, and no gradients
        if (!isDescribed) RequireBatch(config, dataset, memory);
        (string Key, double Count)[] parts =
        [
            .. dataset.Modalities.Zip(kinds, (modality, kind) => PartOf(config, modality, kind)),
            ("model.features", Joined(config, fusion, [.. kinds.Select(kind => FeaturesOf(config, kind))])),
        ];
        var bytes = parts.Sum(part => part.Count) * sizeof(float) * (isDescribed ? 1 : 2);
        if (bytes <= memory) return;
        var key = parts.MaxBy(part => part.Count).Key;
        throw Refuse(config, key, "smaller, so that the model fits into memory",
            string.Create(CultureInfo.InvariantCulture, $"{Number(config, key)}, with which it takes {Gigabytes(bytes)} of the {Gigabytes(memory)} of this machine"));
    }

    private static void RequireBatch(ConfigValues config, IMultimodalDataset dataset, double memory)
    {
        var asked = config.GetInteger(BatchKey);
        var rows = Math.Min(asked, dataset.Count);
        double[] lengths = [.. dataset.Modalities.Select(LengthOf)];
        var most = Math.Floor(Math.Min(MostBytes / lengths.Max(), memory / lengths.Sum()) / sizeof(float));
        if (rows <= most) return;
        var sample = string.Join(", ", dataset.Modalities);
        throw most >= 1
            ? Refuse(config, BatchKey, string.Create(CultureInfo.InvariantCulture, $"at most {most}, as a batch must fit into memory"), $"{asked} samples of {sample}")
            : Refuse(config, BatchKey, "of samples that fit into memory; make them smaller by data.image_size, data.frames or data.mel_bins", sample);
    }

    private static double LengthOf(Modality modality) => modality.Shape.Aggregate(1.0, (product, size) => product * size);

    private static (string Key, double Count) PartOf(ConfigValues config, Modality modality, string kind)
    {
        double features = config.GetInteger("model.features"), hidden = config.GetInteger("model.hidden");
        var length = LengthOf(modality);
        var inner = (double)new TransformerOptions().Width;
        return kind switch
        {
            "text" => ("model.features", inner * (modality.CodeCounts[0] + length + features)),
            "sequence" => ("model.features", inner * (modality.Shape[0] + modality.Shape[1] + features)),
            "table" or "mlp" => (features > hidden ? "model.features" : "model.hidden", hidden * (length + features)),
            "vit" => ViT(config, modality),
            "conv" or "lenet" => ("model.features", features),
            _ => ("model.encoder", 1e7),
        };
    }

    private static (string Key, double Count) ViT(ConfigValues config, Modality modality)
    {
        double width = config.GetInteger("model.width"), layers = config.GetInteger("model.layers"), patch = config.GetInteger("model.patch");
        var tokens = LengthOf(modality) / (modality.Shape[^3] * patch * patch);
        return ("model.width", (12 * layers * width * width) + (width * ((modality.Shape[^3] * patch * patch) + tokens)));
    }

    /// <summary>How many features an encoder gives.</summary>
    private static double FeaturesOf(ConfigValues config, string kind) => kind switch
    {
        "vit" => config.GetInteger("model.width"),
        _ when EncoderBuilder.DepthOf(kind) is { } depth => ResNetEncoder.FeaturesOf(depth),
        _ => config.GetInteger("model.features"),
    };

    /// <summary>Parameters that join the features; heads have few beside them.</summary>
    private static double Joined(ConfigValues config, string fusion, double[] features) => fusion switch
    {
        "sum" or "gated" => features.Sum() * config.GetInteger("model.features"),
        "film" => 2 * features.Aggregate((one, other) => one * other),
        _ => features.Sum(),
    };

    private static string Number(ConfigValues config, string key) => key == "model.encoder" ? config.GetText(key) : ConfigText.Of(config.GetInteger(key));

    private static string Gigabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:#,0.#} GB");

    private static ConfigException Refuse(ConfigValues config, string key, string expected, string found) =>
        new([new ConfigProblem(config.Source(key) ?? "model", key, expected, found)]);
}
