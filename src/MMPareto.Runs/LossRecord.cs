namespace MMPareto.Runs;

/// <summary>How one output did on the training batches of an epoch, measured while the model was learning.</summary>
public sealed record LossRecord
{
    /// <summary>Mean cross-entropy, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>Fraction of samples classified rightly, from 0 to 1.</summary>
    public required double Accuracy { get; init; }
}
