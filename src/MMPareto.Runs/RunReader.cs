using System.Text.Json.Serialization.Metadata;

namespace MMPareto.Runs;

/// <summary>Reads the records of a run from its folder, also while the run goes on.</summary>
/// <remarks>Each method throws <see cref="RunFolderException"/> for a file that is missing or cannot be understood;
/// the message names the file and line.</remarks>
/// <param name="folder">The folder of the run.</param>
public sealed class RunReader(RunFolder folder)
{
    /// <summary>The most bytes of a file with a line an epoch, where it is read as a whole.</summary>
    internal const long LargestEpochs = 128L << 20;

    private const int MostHeads = 500; // modalities, tasks and encoders of an epoch
    private const long MostScores = 2_000_000; // of all epochs; an epoch counts as some, too
    private const int ScoresOfAnEpoch = 8;

    /// <summary>The text of <c>config.yaml</c>.</summary>
    public string ReadConfig() => RecordFile.ReadText(folder.ConfigFile, "the run has not begun");

    /// <summary>What the run was made with and on.</summary>
    public EnvironmentRecord ReadEnvironment() =>
        RecordFile.Read(folder.EnvironmentFile, RunJson.Files.EnvironmentRecord, "the run has not begun");

    /// <summary>How many epochs there are so far; half a line is none.</summary>
    public int CountEpochs()
    {
        if (FileSize.Of(folder.MetricsFile) is null or 0) return 0;
        using var file = File.OpenRead(folder.MetricsFile);
        var (room, count) = (new byte[1 << 16], 0);
        for (var read = file.Read(room); read > 0; read = file.Read(room)) count += room.AsSpan(0, read).Count((byte)'\n');
        return count;
    }

    /// <summary>The epochs so far, one at a time, of a file of any length.</summary>
    public IEnumerable<EpochRecord> StreamEpochs() => ReadLines(folder.MetricsFile, RunJson.Lines.EpochRecord);

    /// <summary>All epochs so far.</summary>
    public IReadOnlyList<EpochRecord> ReadEpochs() => ReadAll(folder.MetricsFile, RunJson.Lines.EpochRecord, SizesOf);

    /// <summary>What each epoch so far has cost.</summary>
    public IReadOnlyList<TimingRecord> ReadTiming() => ReadAll(folder.TimingFile, RunJson.Lines.TimingRecord, _ => default);

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

    private static List<T> ReadAll<T>(string path, JsonTypeInfo<T> type, Func<T, (int Heads, int Patterns)> sizes)
    {
        if (!OwnFiles.HasText(path, LargestEpochs) && File.Exists(path)) return [];
        var (records, scores) = (new List<T>(), 0L);
        foreach (var record in ReadLines(path, type))
        {
            records.Add(record);
            var (heads, patterns) = sizes(record);
            scores += ScoresOfAnEpoch + heads + patterns;
            if (heads > MostHeads)
                throw new RunFolderException(FormattableString.Invariant($"{path}:{records.Count}: must name at most {MostHeads} modalities, tasks and encoders; got {heads}."));
            if (scores > MostScores)
                throw new RunFolderException(FormattableString.Invariant(
                    $"{path}:{records.Count}: must have at most {MostScores} scores with all epochs before it to be read at once; got {scores}. events.out.tfevents has them too, for TensorBoard."));
        }
        return records;
    }

    private static (int Heads, int Patterns) SizesOf(EpochRecord epoch) =>
        (Math.Max(epoch.Train.Heads.Count, epoch.Validation.Heads.Count) + epoch.Encoders.Count, epoch.Validation.Patterns?.Count ?? 0);

    private static IEnumerable<T> ReadLines<T>(string path, JsonTypeInfo<T> type) =>
        File.Exists(path) ? JsonLinesReader.Read(path, type) : throw RecordFile.Missing(path, "the run has not begun");
}
