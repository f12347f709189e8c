namespace MMPareto.Training;

/// <summary>What becomes of a step whose loss or gradient is not finite.</summary>
public enum NotFinitePolicy
{
    /// <summary>The run ends with an error that tells step, loss, encoder and parameter.</summary>
    Stop,

    /// <summary>The step is left out: parameters, buffers and the method's memory stay as they were.</summary>
    Skip,

    /// <summary>Parameters, buffers, optimizer and method go back to the beginning of the epoch, or to the last multiple of
    /// <see cref="TrainerOptions.CheckpointSteps"/> steps in it; the batches since then are not taken again.</summary>
    Rollback,
}
