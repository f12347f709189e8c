using System.Text;

namespace MMPareto.Experiments.Comparisons;

/// <summary>A plan as YAML for people; nothing reads it back.</summary>
internal static class PlanText
{
    public static string Write(ComparisonPlan plan)
    {
        var text = new StringBuilder("# What was asked for here last. Each run has its whole configuration in its own config.yaml.\n");
        text.Append($"command: {Quote(plan.CommandLine)}\n");
        text.Append($"experiment: {Quote(plan.Experiment)}\ndataset: {plan.Dataset}\n");
        text.Append($"methods: [{string.Join(", ", plan.Methods.Select(method => method.Name))}]\nbaseline: {plan.Baseline}\n");
        if (plan.Pairs.Count > 0) text.Append($"pairs: [{string.Join(", ", plan.Pairs.Select(pair => $"{pair.Method}:{pair.Against}"))}]\n");
        text.Append(FormattableString.Invariant($"seeds: [{string.Join(", ", plan.Seeds)}]\nepochs: {plan.Epochs}\nthreads: {plan.Threads}\n"));
        if (plan.Tuned.Count == 0) return text.ToString();
        text.Append(FormattableString.Invariant($"tuning:\n  seed: {plan.TuningSeed}\n  epochs: {plan.TuneEpochs}\n  settings:\n"));
        foreach (var key in plan.Tuned) text.Append($"    {key.Key}: [{string.Join(", ", key.Values.Select(Quote))}]\n");
        return text.ToString();
    }

    /// <summary>A text in single quotes.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
