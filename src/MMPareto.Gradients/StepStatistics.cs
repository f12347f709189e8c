namespace MMPareto.Gradients;

/// <summary>What happened in one step.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="MultimodalLoss">The multimodal loss (the first loss in multi-task training), summed over micro-batches.</param>
/// <param name="UnimodalLosses">The unimodal losses (the other tasks' losses), in order; null where one was absent.</param>
/// <param name="Groups">One entry an encoder, in order.</param>
public sealed record StepStatistics(
    long Step, double MultimodalLoss, IReadOnlyList<double?> UnimodalLosses, IReadOnlyList<GroupStatistics> Groups);
