using MMPareto.Data;
using MMPareto.Data.AvDigits;
using MMPareto.Data.CgMnist;
using MMPareto.Data.Manifests;
using MMPareto.Data.MultiMnist;
using MMPareto.Data.Playground;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the data set that a configuration names.</summary>
internal static class DatasetBuilder
{
    /// <param name="config">The configuration.</param>
    /// <param name="report">Receives a sentence for each thing fetched, and for what takes long.</param>
    /// <param name="stop">Ends fetching and reading.</param>
    public static DatasetSplits Build(ConfigValues config, Action<string> report, CancellationToken stop) =>
        config.GetText("data.dataset") switch
        {
            "cg-mnist" => BuildCgMnist(config, report, stop),
            "multi-mnist" => BuildMultiMnist(config, report, stop),
            "av-digits" => AvDigitsSplits.LoadAsync(AvDigits(config), config.GetInteger("data.limit"), report, stop).GetAwaiter().GetResult(),
            "manifest" => ManifestSplits.Load(ManifestSettings.Options(config), report, stop),
            _ => BuildPlayground(config),
        };

    /// <summary>The configuration with what was found out from the data.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="data">What it gave.</param>
    public static ConfigValues Resolve(ConfigValues config, DatasetSplits data) =>
        config.GetText("data.dataset") == "manifest" && data.Train is ManifestDataset manifest ? ManifestSettings.Resolve(config, manifest) : config;

    private static DatasetSplits BuildCgMnist(ConfigValues config, Action<string> report, CancellationToken stop)
    {
        var options = new CgMnistOptions
        {
            Folder = Folder(config),
            Validation = config.GetText("data.validation") == "biased" ? ValidationColours.Biased : ValidationColours.Unbiased,
            ColourVariance = config.GetNumber("data.colour_variance"),
            ValidationSize = config.GetInteger("data.validation_size"),
            Limit = config.GetInteger("data.limit"),
            Seed = config.GetInteger("data.seed"),
        };
        return CgMnistSplits.LoadAsync(options, report, stop).GetAwaiter().GetResult();
    }

    private static DatasetSplits BuildMultiMnist(ConfigValues config, Action<string> report, CancellationToken stop)
    {
        var options = new MultiMnistOptions
        {
            Folder = Folder(config),
            NoiseRight = config.GetNumber("data.noise_right"),
            ValidationSize = config.GetInteger("data.validation_size"),
            Limit = config.GetInteger("data.limit"),
            Seed = config.GetInteger("data.seed"),
        };
        return MultiMnistSplits.LoadAsync(options, report, stop).GetAwaiter().GetResult();
    }

    private static AvDigitsOptions AvDigits(ConfigValues config) => new()
    {
        MnistFolder = Folder(config),
        TrainPairs = config.GetInteger("data.pairs"),
        Noise = config.GetNumber("data.sound_noise"),
        Seed = config.GetInteger("data.seed"),
    };

    /// <summary>The folder of MNIST's files; null for the cache.</summary>
    private static string? Folder(ConfigValues config) => config.GetText("data.folder") is { Length: > 0 } folder ? folder : null;

    private static DatasetSplits BuildPlayground(ConfigValues config) => PlaygroundSplits.Generate(new PlaygroundOptions
    {
        Modalities = config.GetInteger("data.modalities"),
        Classes = config.GetInteger("data.classes"),
        Features = config.GetInteger("data.features"),
        TrainSize = config.GetInteger("data.train_size"),
        ValidationSize = config.GetInteger("data.validation_samples"),
        TestSize = config.GetInteger("data.test_size"),
        Signal = config.GetNumbers("data.signal"),
        Imbalance = config.GetNumber("data.imbalance"),
        Conflict = config.GetNumbers("data.conflict"),
        Noise = config.GetNumbers("data.noise"),
        Opposition = config.GetNumber("data.opposition"),
        Confounding = config.GetNumber("data.confounding"),
        Limit = config.GetInteger("data.limit"),
        Seed = config.GetInteger("data.seed"),
    });
}
