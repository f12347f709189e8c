namespace MMPareto.Runs;

/// <summary>How one output did on the training batches of an epoch, measured while the model was learning.</summary>
public sealed record LossRecord : MetricsRecord
{
    /// <summary>Mean loss as it is trained on: cross-entropy in nats, or squared error in units of the variance.</summary>
    public required double Loss { get; init; }
}
