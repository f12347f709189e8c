namespace MMPareto.Runs.Diagnostics;

/// <summary>The gradient of one loss over mini-batches.</summary>
public sealed record LossNoiseRecord
{
    /// <summary>Euclidean norm of the gradient on each mini-batch.</summary>
    public required IReadOnlyList<double> Norms { get; init; }

    /// <summary>Mean of the norms.</summary>
    public required double MeanNorm { get; init; }

    /// <summary>Variance of the norms over mini-batches, with n − 1.</summary>
    public required double NormVariance { get; init; }

    /// <summary>Norm of the mean gradient.</summary>
    public required double NormOfMean { get; init; }

    /// <summary>Trace of the covariance of the mini-batch gradient, with n − 1.</summary>
    public required double CovarianceTrace { get; init; }
}
