using MMPareto.Runs;

namespace MMPareto.Experiments.Comparisons;

/// <summary>What a comparison reads of a finished run.</summary>
/// <param name="Seed">The training seed.</param>
/// <param name="Summary">The outcome.</param>
/// <param name="Predictions">The class predicted for each test sample; null for a run of an earlier version.</param>
/// <param name="Environment">What it was made with and on.</param>
/// <param name="Seconds">Seconds of training and validation.</param>
internal sealed record FinishedRun(
    long Seed, SummaryRecord Summary, PredictionTable? Predictions, EnvironmentRecord Environment, double Seconds)
{
    public static FinishedRun Read(long seed, RunFolder folder)
    {
        var reader = new RunReader(folder);
        return new(seed, reader.ReadSummary(), File.Exists(folder.PredictionsFile) ? reader.ReadPredictions() : null,
            reader.ReadEnvironment(), reader.ReadTiming().Sum(epoch => epoch.Seconds));
    }

    /// <summary>Test accuracy by output, the main one first.</summary>
    public OrderedDictionary<string, double> Accuracies()
    {
        var accuracies = new OrderedDictionary<string, double> { [Summary.Test.MainName] = Summary.Test.Fused.Accuracy };
        foreach (var (name, score) in Summary.Test.Heads) accuracies.Add(name, score.Accuracy);
        return accuracies;
    }
}
