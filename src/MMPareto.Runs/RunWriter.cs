using System.Text;

namespace MMPareto.Runs;

/// <summary>Writes the records of a run into its folder, so that a run cut off at any moment can be read.</summary>
/// <remarks>Not for use by several threads at once.</remarks>
public sealed class RunWriter : IDisposable
{
    private readonly RunFolder _folder;
    private readonly JsonLinesWriter<StepRecord> _gradients;
    private readonly JsonLinesWriter<TimingRecord> _timing;
    private readonly JsonLinesWriter<EpochRecord> _metrics;

    /// <summary>Begins the records of a run.</summary>
    /// <param name="folder">A new folder; see <see cref="RunFolder.Create"/>.</param>
    /// <exception cref="RunFolderException">The folder has records already.</exception>
    public RunWriter(RunFolder folder)
    {
        if (File.Exists(folder.MetricsFile))
            throw new RunFolderException(
                $"{folder.FullPath} must be a new run folder; got one with metrics.jsonl. Make a folder for each run.");
        _folder = folder;
        _gradients = new(folder.GradientsFile, RunJson.Lines.StepRecord);
        _timing = new(folder.TimingFile, RunJson.Lines.TimingRecord);
        _metrics = new(folder.MetricsFile, RunJson.Lines.EpochRecord);
    }

    private RunWriter(RunFolder folder, RecordLengths lengths)
    {
        _folder = folder;
        JsonLinesWriter.RequireLength(folder.GradientsFile, lengths.Gradients);
        JsonLinesWriter.RequireLength(folder.TimingFile, lengths.Timing);
        JsonLinesWriter.RequireLength(folder.MetricsFile, lengths.Metrics); // all before any is cut
        _gradients = JsonLinesWriter<StepRecord>.Continue(folder.GradientsFile, RunJson.Lines.StepRecord, lengths.Gradients, out var tornGradients);
        _timing = JsonLinesWriter<TimingRecord>.Continue(folder.TimingFile, RunJson.Lines.TimingRecord, lengths.Timing, out var tornTiming);
        _metrics = JsonLinesWriter<EpochRecord>.Continue(folder.MetricsFile, RunJson.Lines.EpochRecord, lengths.Metrics, out var tornMetrics);
        Torn = [.. new[] { (tornMetrics, folder.MetricsFile), (tornTiming, folder.TimingFile), (tornGradients, folder.GradientsFile) }
            .Where(file => file.Item1).Select(file => Path.GetFileName(file.Item2))];
        File.Delete(folder.SummaryFile); // that of a run that was stopped on request
    }

    /// <summary>Goes on with the records of a run; what was recorded after a moment of it is cut off, to be recorded again.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="lengths">How long the records were at that moment.</param>
    /// <exception cref="RunFolderException">A file is shorter now.</exception>
    public static RunWriter Continue(RunFolder folder, RecordLengths lengths) => new(folder, lengths);

    /// <summary>Names of the files whose last line was not whole when the run went on.</summary>
    public IReadOnlyList<string> Torn { get; } = [];

    /// <summary>Writes what is left and flushes all to disk.</summary>
    /// <returns>How long the records are.</returns>
    public RecordLengths Flush()
    {
        _gradients.Flush();
        _timing.Flush();
        _metrics.Flush();
        return new(_metrics.Length, _timing.Length, _gradients.Length);
    }

    /// <summary>Writes <c>config.yaml</c>, whole or not at all.</summary>
    /// <param name="yaml">The configuration, fully resolved.</param>
    public void WriteConfig(string yaml) => AtomicFile.Write(_folder.ConfigFile, Encoding.UTF8.GetBytes(yaml));

    /// <summary>Writes <c>environment.json</c>, whole or not at all.</summary>
    /// <param name="environment">What the run is made with and on.</param>
    public void WriteEnvironment(EnvironmentRecord environment) =>
        RecordFile.Write(_folder.EnvironmentFile, environment, RunJson.Files.EnvironmentRecord);

    /// <summary>Appends a step to <c>gradients.jsonl</c>; it reaches the disk with the next epoch.</summary>
    /// <param name="step">The step.</param>
    public void AppendStep(StepRecord step) => _gradients.Append(step);

    /// <summary>Appends an epoch to <c>metrics.jsonl</c> and <c>timing.jsonl</c> and flushes all to disk.</summary>
    /// <remarks>The line in <c>metrics.jsonl</c> comes last: an epoch that stands there is recorded whole.</remarks>
    /// <param name="epoch">Its results.</param>
    /// <param name="timing">Its cost.</param>
    public void AppendEpoch(EpochRecord epoch, TimingRecord timing)
    {
        _gradients.Flush();
        _timing.Append(timing);
        _timing.Flush();
        _metrics.Append(epoch);
        _metrics.Flush();
    }

    /// <summary>Writes <c>summary.json</c>, whole or not at all.</summary>
    /// <param name="summary">The outcome.</param>
    public void WriteSummary(SummaryRecord summary) =>
        RecordFile.Write(_folder.SummaryFile, summary, RunJson.Files.SummaryRecord);

    /// <summary>Writes <c>left-out.txt</c>, whole or not at all.</summary>
    /// <param name="lines">What could not be read, and why.</param>
    public void WriteLeftOut(IEnumerable<string> lines) =>
        AtomicFile.Write(_folder.LeftOutFile, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    /// <summary>Writes <c>predictions.csv</c>, whole or not at all.</summary>
    /// <param name="predictions">What the best weights said of each test sample.</param>
    public void WritePredictions(PredictionTable predictions) =>
        AtomicFile.Write(_folder.PredictionsFile, Encoding.UTF8.GetBytes(predictions.ToCsv()));

    /// <summary>Writes what is left and closes the files.</summary>
    public void Dispose()
    {
        _gradients.Dispose();
        _timing.Dispose();
        _metrics.Dispose();
    }
}
