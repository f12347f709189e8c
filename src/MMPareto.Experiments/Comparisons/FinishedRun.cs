using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>A run with a summary.</summary>
/// <param name="target">Where it is, relative to the comparison's folder, with slashes.</param>
/// <param name="folder">Its folder.</param>
public sealed class FinishedRun(string target, RunFolder folder)
{
    private readonly RunReader _reader = new(folder);

    /// <summary>Where it is, relative to the comparison's folder, with slashes.</summary>
    public string Target { get; } = target;

    /// <summary>Its folder.</summary>
    public RunFolder Folder { get; } = folder;

    /// <summary>Its outcome.</summary>
    public SummaryRecord Summary => field ??= _reader.ReadSummary();

    /// <summary>What it was made with and on.</summary>
    public EnvironmentRecord Environment => field ??= _reader.ReadEnvironment();

    /// <summary>Seconds of training and validation.</summary>
    public double Seconds => _reader.ReadTiming().Sum(epoch => epoch.Seconds);

    /// <summary>For each test sample, the share of the main output that is right; null when predictions were not kept.</summary>
    public IReadOnlyList<double>? Correct => field ??= File.Exists(Folder.PredictionsFile) ? _reader.ReadPredictions().MainCorrect() : null;
}
