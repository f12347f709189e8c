namespace MMPareto.Training.Methods.Gradient;

/// <summary>What AGM multiplies the gradient at each mono-modal output by [Li2023].</summary>
public static class AGMCoefficients
{
    private const double LargestDifference = 10;

    /// <summary>κ_k = exp(α min(τ_k − r_k, 10)), with r from the scores of the batch and τ from their running means.</summary>
    /// <param name="scores">Mean −log p of the true class on the batch for each modality; two or more.</param>
    /// <param name="means">The means of the scores over all steps before; zeros before the first.</param>
    /// <param name="alpha">α, at least 0.</param>
    /// <returns>One number of at least 0 for each modality.</returns>
    public static double[] Of(IReadOnlyList<double> scores, IReadOnlyList<double> means, double alpha)
    {
        var (ratios, references) = (Ratios(scores), Ratios(means));
        return [.. ratios.Select((ratio, k) => Math.Exp(alpha * Math.Min(references[k] - ratio, LargestDifference)))];
    }

    /// <summary>r_k = exp(n/(n − 1) (mean s − s_k)); for two modalities exp(s_other − s_k). Above 1: ahead of the others.</summary>
    /// <param name="scores">Mean −log p of the true class for each modality; two or more.</param>
    /// <exception cref="ArgumentException">There are fewer than two scores.</exception>
    public static double[] Ratios(IReadOnlyList<double> scores)
    {
        if (scores.Count < 2) throw new ArgumentException($"scores must have at least 2 entries; got {scores.Count}.", nameof(scores));
        var (mean, factor) = (scores.Average(), scores.Count / (scores.Count - 1.0));
        return [.. scores.Select(score => Math.Exp(factor * (mean - score)))];
    }
}
