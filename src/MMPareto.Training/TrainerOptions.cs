using MMPareto.Training.Schedules;

namespace MMPareto.Training;

/// <summary>Settings of the training loop.</summary>
public sealed record TrainerOptions
{
    /// <summary>Number of epochs, at least 1. Default 5.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Samples in a batch, at least 1. Default 64; the last partial batch of an epoch is kept.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Parts that a batch is computed in, 1 to <see cref="BatchSize"/>; gradients add up. Default 1.</summary>
    public int MicroBatches { get; init; } = 1;

    /// <summary>Probability that a sample loses a modality in a step, from 0 to below 1; it keeps one at least. Default 0.</summary>
    public double ModalityDropout { get; init; }

    /// <summary>Largest length of the whole gradient, 0 for no limit. Default 0.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Seed of the order of samples. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Threads that read batches ahead. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Factor on the learning rate over the run. Default constant.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedules.Constant();

    /// <summary>What decides on validation which epoch is best. Default accuracy.</summary>
    public SelectionCriterion SelectBy { get; init; } = SelectionCriterion.ValidationAccuracy;

    /// <summary>Epochs without improvement after which training ends, 0 for never. Default 0.</summary>
    public int Patience { get; init; }

    /// <summary>Time after which no new step begins, or null. Default null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>What becomes of a step whose loss or gradient is not finite. Default <see cref="NotFinitePolicy.Stop"/>.</summary>
    public NotFinitePolicy NotFinite { get; init; } = NotFinitePolicy.Stop;

    /// <summary>Steps that are not finite and that a run goes on from, at least 1; the next one ends it. Default 10.</summary>
    public int NotFiniteLimit { get; init; } = 10;

    /// <summary>Steps after which the state is saved within an epoch, 0 for none; it is saved after each epoch anyway. Default 0.</summary>
    public int CheckpointSteps { get; init; }

    /// <summary>Time after which the state is saved within an epoch, or null. Default 10 minutes.</summary>
    public TimeSpan? CheckpointTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Throws one exception that names every setting out of its range.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool holds, string rule) { if (!holds) problems.Add(rule); }
        Require(Epochs >= 1, $"Epochs must be at least 1; got {Epochs}.");
        Require(BatchSize >= 1, $"BatchSize must be at least 1; got {BatchSize}.");
        Require(MicroBatches >= 1 && MicroBatches <= BatchSize, $"MicroBatches must be from 1 to BatchSize; got {MicroBatches}.");
        Require(ModalityDropout is >= 0 and < 1, $"ModalityDropout must be from 0 to below 1; got {ModalityDropout}.");
        Require(ClipNorm >= 0, $"ClipNorm must be at least 0; got {ClipNorm}.");
        Require(Workers >= 0, $"Workers must be at least 0; got {Workers}.");
        Require(Patience >= 0, $"Patience must be at least 0; got {Patience}.");
        Require(TimeLimit is null || TimeLimit > TimeSpan.Zero, $"TimeLimit must be above zero; got {TimeLimit}.");
        Require(NotFiniteLimit >= 1, $"NotFiniteLimit must be at least 1; got {NotFiniteLimit}.");
        Require(CheckpointSteps >= 0, $"CheckpointSteps must be at least 0; got {CheckpointSteps}.");
        Require(CheckpointTime is null || CheckpointTime > TimeSpan.Zero, $"CheckpointTime must be above zero; got {CheckpointTime}.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(' ', problems));
    }
}
