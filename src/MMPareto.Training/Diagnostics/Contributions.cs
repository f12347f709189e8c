using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Runs.Diagnostics;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>What each modality contributes to the fused accuracy: its Shapley value [Shapley1953].</summary>
/// <remarks>
/// φ_k = Σ over subsets S without k of |S|!·(n − |S| − 1)!/n! · (A(S ∪ k) − A(S)), with A(S) the accuracy of the fused output when
/// the inputs of all modalities outside S are zero. The values sum to A(all) − A(none). Cost: 2^n forward passes over the samples.
/// </remarks>
public static class Contributions
{
    /// <summary>Modalities that it takes at most.</summary>
    public const int MostModalities = 10;

    /// <summary>Measures it.</summary>
    /// <param name="model">The model; its training mode is restored afterwards.</param>
    /// <param name="test">The samples.</param>
    /// <param name="samples">How many of them at most; all by default.</param>
    /// <param name="seed">Decides which, when not all.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The model has several tasks, or too many modalities; or there is no sample.</exception>
    public static ContributionRecord Measure(
        Model model, IMultimodalDataset test, int samples = int.MaxValue, long seed = 0, Device? device = null,
        CancellationToken stop = default)
    {
        var names = model.ModalityNames;
        if (model.IsMultitask || names.Count > MostModalities)
            throw new ArgumentException(
                $"model must have a fused output of 1 to {MostModalities} modalities; got " +
                (model.IsMultitask ? $"the tasks {string.Join(", ", model.HeadNames)}." : $"{names.Count}."), nameof(model));
        var accuracies = Accuracies(model, test, ChosenSamples.Choose(test, samples, seed), device ?? CPU, stop);
        var values = ShapleyValues(accuracies);
        return new ContributionRecord
        {
            Samples = Math.Min(samples, test.Count),
            Subsets = Enumerable.Range(0, accuracies.Length).ToDictionary(subset => NameOf(subset, names), subset => accuracies[subset]),
            Shapley = names.Select((name, k) => (name, values[k])).ToDictionary(),
        };
    }

    /// <summary>Shapley values from the worth of every subset.</summary>
    /// <param name="worths">2^n of them: bit k of the index tells whether player k is in the subset.</param>
    /// <returns>One a player; they sum to the worth of all less that of none.</returns>
    /// <exception cref="ArgumentException">The length is no power of two.</exception>
    public static IReadOnlyList<double> ShapleyValues(IReadOnlyList<double> worths)
    {
        if (!int.IsPow2(worths.Count))
            throw new ArgumentException($"worths must have length 2^n; got {worths.Count}.", nameof(worths));
        var players = int.Log2(worths.Count);
        var values = new double[players];
        for (var subset = 0; subset < worths.Count; subset++)
            for (var k = 0; k < players; k++)
                if ((subset & (1 << k)) == 0)
                    values[k] += ShapleyWeight.Of(int.PopCount(subset), players) * (worths[subset | (1 << k)] - worths[subset]);
        return values;
    }

    private static double[] Accuracies(Model model, IMultimodalDataset test, int[] indices, Device device, CancellationToken stop)
    {
        if (indices.Length == 0) throw new ArgumentException($"{test.Name} must have samples; got none.", nameof(test));
        using var evaluation = new EvaluationMode(model);
        using var _ = no_grad();
        var right = new long[1 << model.ModalityNames.Count];
        foreach (var batch in ChosenSamples.Read(test, indices, device, stop))
        {
            using var owned = batch;
            for (var subset = 0; subset < right.Length; subset++) right[subset] += CountRight(model, owned, subset);
        }
        return Array.ConvertAll(right, count => (double)count / indices.Length);
    }

    private static long CountRight(Model model, MultimodalBatch batch, int subset)
    {
        using var scope = NewDisposeScope();
        var inputs = model.ModalityNames
            .Select((name, k) => (name, (subset & (1 << k)) == 0 ? zeros_like(batch.Inputs[name]) : batch.Inputs[name]))
            .ToDictionary();
        return model.Predict(inputs, batch.Presence).Fused!.argmax(1).eq(batch.Labels).sum().item<long>();
    }

    private static string NameOf(int subset, IReadOnlyList<string> names) =>
        subset == 0 ? "none" : string.Join('+', names.Where((_, k) => (subset & (1 << k)) != 0));
}
