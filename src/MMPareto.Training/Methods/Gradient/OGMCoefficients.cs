namespace MMPareto.Training.Methods.Gradient;

/// <summary>What OGM multiplies the gradient of each encoder by [Peng2022].</summary>
public static class OGMCoefficients
{
    /// <summary>κ_k = 1 − tanh(α ρ_k) where ρ_k &gt; 1, else 1; ρ_k is the score of modality k over the mean score of the others.</summary>
    /// <param name="scores">Σ over a batch of the probability of the true class, for each modality; two or more, at least 0.</param>
    /// <param name="alpha">α, at least 0.</param>
    /// <returns>One number for each modality, from 0 to 1.</returns>
    /// <exception cref="ArgumentException">There are fewer than two scores.</exception>
    public static double[] Of(IReadOnlyList<double> scores, double alpha)
    {
        if (scores.Count < 2) throw new ArgumentException($"scores must have at least 2 entries; got {scores.Count}.", nameof(scores));
        return [.. scores.Select((_, k) => Ratio(scores, k) is var ratio && ratio > 1 ? 1 - Math.Tanh(alpha * Math.Min(ratio, double.MaxValue)) : 1)];
    }

    /// <summary>ρ of a modality; 1 where no modality has any score, infinite where only this one has.</summary>
    private static double Ratio(IReadOnlyList<double> scores, int modality)
    {
        var others = scores.Where((_, k) => k != modality).Average();
        return scores[modality] == others ? 1 : scores[modality] / others;
    }
}
