using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Summaries;

/// <summary>Sums up runs into the record of a comparison; the same runs give the same record.</summary>
public static class ComparisonSummary
{
    /// <summary>The record.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="results">What came of each method, in the plan's order.</param>
    /// <exception cref="RunFolderException">A file of a run cannot be read, or runs were made on different data.</exception>
    public static ComparisonRecord Build(ComparisonPlan plan, IReadOnlyList<MethodResult> results)
    {
        FinishedRun[] runs = [.. results.SelectMany(RunsOf)];
        RequireSameData(runs);
        var first = runs.FirstOrDefault();
        MethodPair[] toBaseline =
            [.. results.Where(result => result.Name != plan.Baseline).Select(result => new MethodPair(result.Name, plan.Baseline))];
        var differences = toBaseline.Zip(DifferenceSummary.Build(results, toBaseline, plan.Confidence))
            .ToDictionary(each => each.First.Method, each => each.Second);
        var pairs = DifferenceSummary.Build(results, plan.Pairs, plan.Confidence);
        var commonNotes = ComparisonNotes.CommonTo(results);
        return new ComparisonRecord
        {
            Experiment = plan.Experiment,
            Dataset = plan.Dataset,
            Baseline = plan.Baseline,
            Main = first?.Summary.Test.MainName ?? "fused",
            Heads = [.. runs.SelectMany(run => run.Summary.Test.Heads.Keys).Distinct()],
            Seeds = plan.Seeds,
            Epochs = plan.Epochs,
            TestCount = runs.Select(run => run.Correct?.Count).FirstOrDefault(count => count is not null) ?? 0,
            Confidence = plan.Confidence,
            Methods = [.. results.Select(result => MethodSummary.Build(
                result, differences.GetValueOrDefault(result.Name), ComparisonNotes.On(result, commonNotes)))],
            Pairs = [.. plan.Pairs.Zip(pairs, (pair, difference) => new PairRecord
            {
                Method = pair.Method,
                Against = pair.Against,
                Difference = difference,
            })],
            CommandLine = plan.CommandLine,
            // The command of the single run names folders of this machine.
            Environment = first is null ? null : first.Environment with { CommandLine = plan.CommandLine },
            Notes = ComparisonNotes.OnAll(plan, results, [.. differences.Values.Concat(pairs).OfType<DifferenceRecord>()], commonNotes),
        };
    }

    internal static IEnumerable<FinishedRun> RunsOf(MethodResult result) =>
        result.Runs.Select(run => run.Outcome.Run).OfType<FinishedRun>();

    private static void RequireSameData(FinishedRun[] runs)
    {
        var other = runs.FirstOrDefault(run => run.Environment.DataHash != runs[0].Environment.DataHash);
        if (other is not null)
            throw new RunFolderException(
                $"{other.Folder.FullPath}: the data must be that of {runs[0].Target}, {runs[0].Environment.DataHash}; " +
                $"got {other.Environment.DataHash}. The data files have changed between the runs: give another --out.");
    }
}
