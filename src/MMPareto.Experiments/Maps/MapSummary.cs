using MMPareto.Experiments.Comparisons.Summaries;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>Sums up the comparisons of a map; the same comparisons give the same record.</summary>
internal static class MapSummary
{
    /// <summary>The record.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="comparisons">What came of each place, in the plan's order.</param>
    public static MapRecord Build(MapPlan plan, IReadOnlyList<ComparisonRecord> comparisons)
    {
        var first = comparisons[0];
        return new MapRecord
        {
            Experiment = first.Experiment,
            Dataset = first.Dataset,
            Main = first.Main,
            Dials = [.. plan.Dials.Select(dial => new DialRecord(dial.Key, dial.Values))],
            Methods = [.. first.Methods.Select(method => method.Name)],
            Seeds = first.Seeds,
            Epochs = first.Epochs,
            TestCount = comparisons.Max(comparison => comparison.TestCount),
            Confidence = first.Confidence,
            Cells = Cells(plan, comparisons, first.Confidence),
            CommandLine = plan.CommandLine,
            Environment = comparisons.Select(comparison => comparison.Environment).FirstOrDefault(environment => environment is not null)
                is { } environment ? environment with { CommandLine = plan.CommandLine } : null,
            Notes = [.. comparisons.SelectMany(comparison => comparison.Notes).Distinct()],
        };
    }

    /// <summary>A map looks at many places, so the p-values of each pair are corrected for their number.</summary>
    private static MapCellRecord[] Cells(MapPlan plan, IReadOnlyList<ComparisonRecord> comparisons, double confidence)
    {
        var byPair = Enumerable.Range(0, comparisons[0].Pairs.Count).Select(pair => DifferenceSummary.Correct(
            [.. comparisons.Select(comparison => comparison.Pairs[pair].Difference)], confidence)).ToArray();
        return [.. plan.Cells.Select((cell, place) =>
        {
            PairRecord[] pairs = [.. comparisons[place].Pairs.Select((pair, number) => pair with { Difference = byPair[number][place] })];
            var methods = comparisons[place].Methods;
            return new MapCellRecord
            {
                Values = cell.Values,
                Folder = cell.Folder,
                Accuracy = methods.Where(method => method.Accuracy.Count > 0)
                    .ToDictionary(method => method.Name, method => method.Accuracy[comparisons[place].Main]),
                ConflictRate = methods.ToDictionary(method => method.Name, method => method.Encoders.Values.Max(encoder => encoder.ConflictRate)),
                Pairs = pairs,
                Region = Regions.Of(pairs),
                Tuned = methods.Where(method => method.Tuning is not null).ToDictionary(method => method.Name, method => method.Tuning!.Chosen),
                Failures = methods.Sum(method => method.Runs.Count(run => run.Failure is not null)),
                Notes = [.. methods.SelectMany(NotesOf)],
            };
        })];
    }

    private static IEnumerable<string> NotesOf(ComparedMethodRecord method)
    {
        if (method.Refused is { } reason) yield return $"{method.Name} cannot train this model: {reason}";
        foreach (var run in method.Runs.Where(run => run.Failure is not null))
            yield return FormattableString.Invariant($"{method.Name}, seed {run.Seed}, failed: {run.Failure}");
    }
}
