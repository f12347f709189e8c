using MMPareto.Data;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Building;

/// <summary>Weights that let rare classes and labels count as much as frequent ones.</summary>
internal static class ClassBalance
{
    private const string Key = "training.class_weights";

    /// <summary>The targets of a data set with weights: n / (c n_k) of class k with n_k of n samples, so that their mean over the samples is 1;
    /// (n − n_k) / n_k of label k, so that samples with and without it weigh alike. 0 where there are none.</summary>
    /// <param name="config">The configuration that asks for it.</param>
    /// <param name="dataset">The training samples.</param>
    /// <exception cref="ConfigException">No target has classes or labels.</exception>
    public static IReadOnlyList<Target> Weigh(ConfigValues config, IMultimodalDataset dataset)
    {
        var targets = dataset.Targets;
        if (targets.All(target => target.Kind == TargetKind.Number))
            throw new ConfigException([new(config.Source(Key) ?? "training", Key, "none where no classes or labels are predicted", "balanced")]);
        var counts = targets.Select(target => new long[target.OutputCount]).ToArray();
        var values = new float[targets.Sum(target => target.ValueCount)];
        for (var i = 0; i < dataset.Count; i++)
        {
            dataset.ReadTargets(i, values);
            Count(targets, values, counts);
        }
        return [.. targets.Zip(counts, (target, of) => target.Kind switch
        {
            TargetKind.Class => target with { Weights = [.. of.Select(n => n == 0 ? 0 : (double)dataset.Count / target.OutputCount / n)] },
            TargetKind.MultiLabel => target with { Weights = [.. of.Select(n => n == 0 ? 0 : (double)(dataset.Count - n) / n)] },
            _ => target,
        })];
    }

    private static void Count(IReadOnlyList<Target> targets, ReadOnlySpan<float> values, long[][] counts)
    {
        for (var t = 0; t < targets.Count; t++)
        {
            if (targets[t].Kind == TargetKind.Class) counts[t][(int)values[0]]++;
            else if (targets[t].Kind == TargetKind.MultiLabel)
                for (var label = 0; label < targets[t].OutputCount; label++) counts[t][label] += values[label] > 0.5f ? 1 : 0;
            values = values[targets[t].ValueCount..];
        }
    }
}
