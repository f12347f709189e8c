using System.Globalization;
using MMPareto.Runs;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Reports.Sources;

/// <summary>All that the folder of a run holds for a report; what is not there is null or empty.</summary>
internal sealed record RunSource
{
    /// <summary>The configuration.</summary>
    public required string Config { get; init; }

    /// <summary>What the run was made with and on.</summary>
    public EnvironmentRecord? Environment { get; init; }

    /// <summary>The epochs so far.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>What each has cost.</summary>
    public required IReadOnlyList<TimingRecord> Timing { get; init; }

    /// <summary>The recorded steps, by encoder, in the model's order.</summary>
    public required IReadOnlyList<KeyValuePair<string, EncoderSteps>> Encoders { get; init; }

    /// <summary>The outcome; null when the run goes on or was cut off.</summary>
    public SummaryRecord? Summary { get; init; }

    /// <summary>What the best weights said of each test sample.</summary>
    public PredictionTable? Predictions { get; init; }

    /// <summary>What was found out on request.</summary>
    public DiagnosticsRecord? Diagnostics { get; init; }

    /// <summary>What reading has met with, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The balancing method.</summary>
    public string Method => Summary?.Method ?? MethodOf(Config) ?? "unknown method";

    /// <summary>The experiment.</summary>
    public string Experiment => Summary?.Experiment ?? ConfigText.Value(Config, "", "experiment") ?? "run";

    /// <summary>The data set.</summary>
    public string Dataset => Summary?.Dataset ?? ConfigText.Value(Config, "data", "dataset") ?? "unknown data";

    /// <summary>The training seed, as text.</summary>
    public string Seed => Summary is { } summary ? Drawing.Number.Whole(summary.Seed) : ConfigText.Value(Config, "training", "seed") ?? "unknown";

    /// <summary>The tasks of multi-task training; null in multimodal training.</summary>
    public IReadOnlyList<string>? Tasks => Epochs is [{ Validation.Tasks: { } tasks }, ..] ? [.. tasks.Keys] : null;

    /// <summary>Reads a folder.</summary>
    /// <exception cref="RunFolderException">A file cannot be understood.</exception>
    public static RunSource Read(RunFolder folder)
    {
        OwnFiles.Require(folder);
        var reader = new RunReader(folder);
        var notes = new List<string>();
        return new()
        {
            Config = reader.ReadConfig(),
            Environment = File.Exists(folder.EnvironmentFile) ? reader.ReadEnvironment() : null,
            Epochs = reader.ReadEpochs(),
            Timing = File.Exists(folder.TimingFile) ? reader.ReadTiming() : [],
            Encoders = File.Exists(folder.GradientsFile) ? StepsReader.Read(reader, notes) : [],
            Summary = folder.HasSummary ? reader.ReadSummary() : null,
            Predictions = File.Exists(folder.PredictionsFile) ? reader.ReadPredictions() : null,
            Diagnostics = DiagnosticsFile.Read(folder),
            Notes = notes,
        };
    }

    /// <summary>A run without a summary is named as it would be in one: an approximation never as the exact method.</summary>
    private static string? MethodOf(string config) => ConfigText.Value(config, "method", "name") is not { } name ? null
        : ApproximationName.Of(name, ConfigText.Value(config, "method", "gradient") == "features",
            int.TryParse(ConfigText.Value(config, "method", "refresh"), NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? every : 1);
}
