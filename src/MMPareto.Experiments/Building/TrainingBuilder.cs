using MMPareto.Experiments.Configuration;
using MMPareto.Training;
using MMPareto.Training.Optimizers;
using MMPareto.Training.Schedules;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the settings of optimizer and loop from a configuration.</summary>
internal static class TrainingBuilder
{
    public static OptimizerOptions BuildOptimizer(ConfigValues config) => new()
    {
        Kind = config.GetText("optimizer.name") == "adamw" ? OptimizerKind.AdamW : OptimizerKind.SGD,
        LearningRate = config.GetNumber("optimizer.learning_rate"),
        Momentum = config.GetNumber("optimizer.momentum"),
        WeightDecay = config.GetNumber("optimizer.weight_decay"),
        Beta1 = config.GetNumber("optimizer.beta1"),
        Beta2 = config.GetNumber("optimizer.beta2"),
        Epsilon = config.GetNumber("optimizer.epsilon"),
        EncoderFactor = MethodKeys.LearningRateGamma(config),
    };

    public static TrainerOptions BuildLoop(ConfigValues config)
    {
        return new TrainerOptions
        {
            Epochs = config.GetInteger("training.epochs"),
            BatchSize = config.GetInteger("training.batch_size"),
            MicroBatches = config.GetInteger("training.micro_batches"),
            ModalityDropout = config.GetNumber("training.modality_dropout"),
            ClipNorm = config.GetNumber("optimizer.clip_norm"),
            Seed = config.GetInteger("training.seed"),
            Workers = config.GetInteger("training.workers"),
            Schedule = BuildSchedule(config),
            SelectBy = config.GetText("training.select_by") == "validation-loss"
                ? SelectionCriterion.ValidationLoss : SelectionCriterion.ValidationAccuracy,
            Patience = config.GetInteger("training.patience"),
            TimeLimit = Minutes(config, "training.time_limit_minutes"),
            NotFinite = config.GetText("training.not_finite") switch
            {
                "skip" => NotFinitePolicy.Skip,
                "rollback" => NotFinitePolicy.Rollback,
                _ => NotFinitePolicy.Stop,
            },
            NotFiniteLimit = config.GetInteger("training.not_finite_limit"),
            CheckpointSteps = config.GetInteger("training.checkpoint_steps"),
            CheckpointTime = Minutes(config, "training.checkpoint_minutes"),
        };
    }

    /// <summary>A time in minutes; 0 stands for none.</summary>
    private static TimeSpan? Minutes(ConfigValues config, string key) =>
        config.GetNumber(key) is > 0 and var minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static LearningRateSchedule BuildSchedule(ConfigValues config)
    {
        var schedule = config.GetText("schedule.name") switch
        {
            "step" => LearningRateSchedules.Step(config.GetInteger("schedule.step_epochs"), config.GetNumber("schedule.factor")),
            "cosine" => LearningRateSchedules.Cosine(config.GetInteger("training.epochs"), config.GetNumber("schedule.final_factor")),
            _ => LearningRateSchedules.Constant(),
        };
        return LearningRateSchedules.WithWarmup(schedule, config.GetNumber("schedule.warmup_epochs"));
    }
}
