using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>Reads the records of a run from its folder, also while the run goes on.</summary>
/// <remarks>Each method throws <see cref="RunFolderException"/> for a file that is missing or cannot be understood;
/// the message names the file and line.</remarks>
/// <param name="folder">The folder of the run.</param>
public sealed class RunReader(RunFolder folder)
{
    /// <summary>The most bytes of a file with a line an epoch, where it is read as a whole: more than ten thousand epochs.</summary>
    internal const long LargestEpochs = 16L << 20;

    private const int MostNames = 500; // in an epoch

    /// <summary>The text of <c>config.yaml</c>.</summary>
    public string ReadConfig() => RecordFile.ReadText(folder.ConfigFile, "the run has not begun");

    /// <summary>What the run was made with and on.</summary>
    public EnvironmentRecord ReadEnvironment() =>
        RecordFile.Read(folder.EnvironmentFile, RunJson.Files.EnvironmentRecord, "the run has not begun");

    /// <summary>The epochs so far, one at a time, of a file of any length.</summary>
    public IEnumerable<EpochRecord> StreamEpochs() => ReadLines(folder.MetricsFile, RunJson.Lines.EpochRecord);

    /// <summary>All epochs so far.</summary>
    public IReadOnlyList<EpochRecord> ReadEpochs() => ReadAll(folder.MetricsFile, RunJson.Lines.EpochRecord, NamesOf);

    /// <summary>What each epoch so far has cost.</summary>
    public IReadOnlyList<TimingRecord> ReadTiming() => ReadAll(folder.TimingFile, RunJson.Lines.TimingRecord, _ => 0);

    /// <summary>The recorded steps so far, one at a time; a long run has many.</summary>
    public IEnumerable<StepRecord> ReadSteps() => ReadLines(folder.GradientsFile, RunJson.Lines.StepRecord);

    /// <summary>The outcome of the run; look at <see cref="RunFolder.HasSummary"/> whether it has one.</summary>
    public SummaryRecord ReadSummary()
    {
        var summary = RecordFile.Read(
            folder.SummaryFile, RunJson.Files.SummaryRecord, "the run goes on or was cut off");
        return summary.Schema == SummaryRecord.CurrentSchema ? summary : throw new RunFolderException(
            $"{folder.SummaryFile}: schema must be {SummaryRecord.CurrentSchema}; got {summary.Schema}. " +
            "Read it with the version of MMPareto that wrote it.");
    }

    /// <summary>What the best weights said of each test sample; runs of earlier versions have none.</summary>
    public PredictionTable ReadPredictions() => PredictionTable.Read(folder.PredictionsFile);

    private static List<T> ReadAll<T>(string path, JsonTypeInfo<T> type, Func<T, int> names)
    {
        if (!OwnFiles.HasText(path, LargestEpochs) && File.Exists(path)) return [];
        var records = new List<T>();
        foreach (var record in ReadLines(path, type))
        {
            records.Add(record);
            if (names(record) > MostNames)
                throw new RunFolderException(FormattableString.Invariant($"{path}:{records.Count}: must name at most {MostNames} modalities, tasks and encoders; got {names(record)}."));
        }
        return records;
    }

    private static int NamesOf(EpochRecord epoch) =>
        Math.Max(epoch.Train.Heads.Count, epoch.Validation.Heads.Count) + (epoch.Validation.Patterns?.Count ?? 0) + epoch.Encoders.Count;

    private static IEnumerable<T> ReadLines<T>(string path, JsonTypeInfo<T> type) =>
        File.Exists(path) ? JsonLinesReader.Read(path, type) : throw RecordFile.Missing(path, "the run has not begun");
}
