namespace MMPareto.Training.Methods.Objective;

/// <summary>Losses of one objective around a probe run that trained it alone, as means in nats.</summary>
/// <param name="Name"><c>fused</c>, or the modality.</param>
/// <param name="TrainBefore">On the training samples, before.</param>
/// <param name="TrainAfter">On the training samples, after.</param>
/// <param name="ValidationBefore">On the validation samples, before.</param>
/// <param name="ValidationAfter">On the validation samples, after.</param>
public sealed record BlendedObjective(
    string Name, double TrainBefore, double TrainAfter, double ValidationBefore, double ValidationAfter)
{
    /// <summary>G, by how much the validation loss fell.</summary>
    public double Generalisation => ValidationBefore - ValidationAfter;

    /// <summary>O, by how much the gap between validation and training loss grew.</summary>
    public double Overfitting => ValidationAfter - TrainAfter - (ValidationBefore - TrainBefore);

    /// <summary>Weights in proportion to max(G, 0) / max(O, ε)², of sum 1; all equal when no G is above 0.</summary>
    /// <param name="objectives">At least one, all of finite losses.</param>
    /// <param name="smallestOverfitting">ε, above 0.</param>
    public static IReadOnlyList<double> Weights(IReadOnlyList<BlendedObjective> objectives, double smallestOverfitting)
    {
        double[] gains = [.. objectives.Select(objective => Math.Max(objective.Generalisation, 0))];
        double[] overfits = [.. objectives.Select(objective => Math.Max(objective.Overfitting, smallestOverfitting))];
        var (largest, least) = (gains.Max(), overfits.Min());
        if (largest == 0) return [.. gains.Select(_ => 1.0 / gains.Length)];
        // Both in units of their extremes, so that no square leaves the range of double.
        double[] shares = [.. gains.Zip(overfits, (gain, overfit) => gain / largest * (least / overfit) * (least / overfit))];
        var sum = shares.Sum();
        return sum > 0 ? [.. shares.Select(share => share / sum)] : [.. gains.Select(gain => gain / gains.Sum())];
    }
}
