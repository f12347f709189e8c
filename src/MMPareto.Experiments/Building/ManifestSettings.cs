using MMPareto.Data;
using MMPareto.Data.Audio.Spectrograms;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Preprocessing;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Building;

/// <summary>The settings of a manifest: from a configuration, and back into it once the columns are known.</summary>
internal static class ManifestSettings
{
    private const string ColumnsKey = "data.columns";
    private const string LabelKey = "data.label";
    private const string OnnxKey = "data.onnx";
    private static readonly TargetKind?[] TargetKinds = [TargetKind.Class, TargetKind.MultiLabel, TargetKind.Number];

    /// <summary>Kinds of columns by their names in configurations.</summary>
    public static IReadOnlyDictionary<string, ColumnKind> Kinds { get; } =
        Enum.GetValues<ColumnKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant());

    /// <summary>Kinds of spectrograms by their names in configurations, the default first.</summary>
    public static IReadOnlyDictionary<string, SpectrogramKind> Spectrograms { get; } = new Dictionary<string, SpectrogramKind>
    {
        ["log-mel"] = SpectrogramKind.LogMel,
        ["stft"] = SpectrogramKind.Stft,
        ["kaldi"] = SpectrogramKind.Kaldi,
    };

    /// <summary>What is wrong with a text of columns; null when it can be read.</summary>
    /// <param name="text"><c>photo=image, zip=ignored</c>.</param>
    public static string? Problem(string text)
    {
        foreach (var (entry, name, kind) in Entries(text))
            if (name.Length == 0 || !Kinds.ContainsKey(kind)) return ConfigText.Quote(entry);
        return Entries(text).GroupBy(entry => entry.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"{ConfigText.Quote(twice.Key)} twice" : null;
    }

    /// <summary>What is wrong with a text of labels; null when it can be read.</summary>
    /// <param name="text"><c>mood, age=number</c>.</param>
    public static string? LabelProblem(string text)
    {
        var labels = Labels(text);
        return Array.Exists(labels, label => label.Name.Length == 0) ? ConfigText.Quote(text)
            : Array.Find(labels, label => label.Kind is null && label.Name.Contains('=', StringComparison.Ordinal)).Name is { } odd ? ConfigText.Quote(odd)
            : labels.GroupBy(label => label.Name).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"{ConfigText.Quote(twice.Key)} twice" : null;
    }

    /// <summary>Why something that was decoded could not be kept; null where all could, or nothing was to be.</summary>
    /// <param name="data">The data of a run.</param>
    public static string? CacheProblem(DatasetSplits data) => (data.Train as ManifestDataset)?.Preprocessing.Inputs
        .OfType<FilePreprocessor>().Select(input => input.Cache?.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>How many columns a configuration names to predict.</summary>
    /// <param name="config">The configuration.</param>
    public static int LabelCount(ConfigValues config) => Labels(config.GetText(LabelKey)).Length;

    /// <summary>What the configuration says.</summary>
    public static ManifestOptions Options(ConfigValues config)
    {
        var columns = Entries(config.GetText(ColumnsKey)).ToDictionary(entry => entry.Name, entry => Kinds[entry.Kind]);
        var labels = Labels(config.GetText(LabelKey));
        foreach (var (name, _) in labels) columns[name] = ColumnKind.Label;
        return new()
        {
            Path = config.GetText("data.manifest"),
            Columns = columns,
            LabelKinds = labels.Where(label => label.Kind is not null).ToDictionary(label => label.Name, label => label.Kind!.Value),
            Root = config.GetText("data.root") is { Length: > 0 } root ? root : null,
            FollowLinks = config.GetText("data.links") == "follow",
            SkipBadFiles = config.GetText("data.bad_files") == "skip",
            CacheFolder = config.GetText("data.cache") is { Length: > 0 } cache ? cache : null,
            CacheGigabytes = config.GetNumber("data.cache_gigabytes"),
            ValidationShare = config.GetNumber("data.validation_share"),
            TestShare = config.GetNumber("data.test_share"),
            ImageSize = config.GetInteger("data.image_size"),
            FrameCount = config.GetInteger("data.frames"),
            SampleRate = config.GetInteger("data.sample_rate"),
            AudioSeconds = config.GetNumber("data.audio_seconds"),
            Spectrogram = Spectrograms[config.GetText("data.spectrogram")],
            MelBins = config.GetInteger("data.mel_bins"),
            TextLength = config.GetInteger("data.text_length"),
            VocabularySize = config.GetInteger("data.vocabulary"),
            Augment = config.GetBoolean("data.augment"),
            OnnxModels = Networks(config.GetText(OnnxKey)).ToDictionary(network => network.Column, network => network.Path),
            Limit = config.GetInteger("data.limit"),
            Seed = config.GetInteger("data.seed"),
        };
    }

    /// <summary>What is wrong with a text of networks; null when it can be read.</summary>
    /// <param name="text"><c>photo=clip.onnx, voice=sound.onnx</c>.</param>
    public static string? OnnxProblem(string text)
    {
        var networks = Networks(text);
        return Array.Find(networks, network => network.Column.Length == 0 || network.Path.Length == 0) is { Entry: not null } bad ? ConfigText.Quote(bad.Entry)
            : networks.GroupBy(network => network.Column).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"{ConfigText.Quote(twice.Key)} twice" : null;
    }

    /// <summary>A text of networks with full paths, for a run that is evaluated from any folder.</summary>
    /// <param name="text"><c>photo=clip.onnx, voice=sound.onnx</c>.</param>
    public static string OnnxWithFullPaths(string text) =>
        string.Join(", ", Networks(text).Select(network => $"{network.Column}={Path.GetFullPath(network.Path)}"));

    /// <summary>The text of the networks of a preprocessing; empty for none.</summary>
    /// <param name="preprocessing">The preprocessing.</param>
    public static string OnnxText(ManifestPreprocessing? preprocessing) =>
        string.Join(", ", (preprocessing?.Inputs ?? []).OfType<OnnxPreprocessor>().Select(network => $"{network.Column}={network.Model}"));

    /// <summary>The same configuration with what was found out about the columns.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="data">What it gave.</param>
    public static ConfigValues Resolve(ConfigValues config, ManifestDataset data) => Resolve(config, data.Columns);

    private static ConfigValues Resolve(ConfigValues config, IReadOnlyList<ManifestColumn> columns)
    {
        var stated = columns.Where(column => column.Kind != ColumnKind.Label && CanBeStated(column.Name))
            .Select(column => $"{column.Name}={column.Kind.ToString().ToLowerInvariant()}");
        var labels = columns.Where(column => column.Kind == ColumnKind.Label).ToArray();
        var text = string.Join(", ", labels.Select(column => $"{column.Name}={NameOf(column.LabelKind)}"));
        return ConfigReader.Override(config,
            [$"{ColumnsKey}={string.Join(", ", stated)}", .. labels.All(column => CanBeStated(column.Name)) ? [$"{LabelKey}={text}"] : Array.Empty<string>()]);
    }

    /// <summary>The same configuration with what its manifest tells of the columns, if its data is one.</summary>
    /// <param name="config">The configuration.</param>
    /// <exception cref="DataException">The manifest cannot be read.</exception>
    public static ConfigValues ResolveColumns(ConfigValues config)
    {
        if (config.GetText("data.dataset") != "manifest") return config;
        var options = Options(config);
        return Resolve(config, ColumnDetector.Detect(ManifestFile.Read(options.Path).At(options.Root, options.FollowLinks), options.Columns, options.LabelKinds));
    }

    /// <summary>Label columns, with what is predicted where the text tells.</summary>
    private static (string Name, TargetKind? Kind)[] Labels(string text) =>
    [
        .. from entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let at = entry.LastIndexOf('=')
           let kind = at < 0 ? null : TargetKinds.FirstOrDefault(kind => NameOf(kind).Equals(entry[(at + 1)..].Trim(), StringComparison.OrdinalIgnoreCase), null)
           select kind is null ? (entry, (TargetKind?)null) : (entry[..at].Trim(), kind),
    ];

    private static string NameOf(TargetKind? kind) => kind switch
    {
        TargetKind.MultiLabel => "multi-label",
        TargetKind.Number => "number",
        _ => "class",
    };

    /// <summary>Networks by column; a path may hold any character but a comma, a column none that is '='.</summary>
    private static (string Entry, string Column, string Path)[] Networks(string text) =>
    [
        .. from entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let at = entry.IndexOf('=', StringComparison.Ordinal)
           select at < 0 ? (entry, "", "") : (entry, entry[..at].Trim(), entry[(at + 1)..].Trim()),
    ];

    private static bool CanBeStated(string name) =>
        name == name.Trim() && !name.Contains(',', StringComparison.Ordinal) && ConfigText.IsOneLine(name);

    private static IEnumerable<(string Entry, string Name, string Kind)> Entries(string text) =>
        from entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let at = entry.LastIndexOf('=')
        select at < 0 ? (entry, "", "") : (entry, entry[..at].Trim(), entry[(at + 1)..].Trim().ToLowerInvariant());
}
