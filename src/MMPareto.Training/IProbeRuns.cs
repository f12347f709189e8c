namespace MMPareto.Training;

/// <summary>Probe runs: short trainings that begin from the model as it stands and leave nothing behind.</summary>
public interface IProbeRuns
{
    /// <summary>The scores of the model as it stands, in evaluation mode.</summary>
    /// <param name="options">Which samples.</param>
    ProbeScores Score(ProbeOptions options);

    /// <summary>The scores that the model would have after training with a method for some epochs.</summary>
    /// <remarks>
    /// The step is that of the training loop, with a fresh optimizer of the same settings and the schedule's next learning rates.
    /// Afterwards parameters, buffers, gradients, training mode and the state of libtorch's generator are what they were, bit by
    /// bit. Probe runs before one epoch see their samples in one and the same order.
    /// </remarks>
    /// <param name="method">What to train with; it is begun here, and the caller disposes it.</param>
    /// <param name="options">How long, and on which samples.</param>
    /// <exception cref="OperationCanceledException">Training is to end; the model is back where it was.</exception>
    /// <exception cref="Gradients.NumericalException">A loss is not finite; the model is back where it was.</exception>
    ProbeScores ScoreAfter(BalancingMethod method, ProbeOptions options);
}
