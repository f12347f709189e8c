using MMPareto.Models;
using MMPareto.Runs;

namespace MMPareto.Training;

/// <summary>What a training run is about to do.</summary>
public sealed record TrainingPlan
{
    /// <summary>Name of the balancing method.</summary>
    public required string Method { get; init; }

    /// <summary>Names of the modalities, in the model's order.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }

    /// <summary>Names of the heads beside the main output: the modalities, or the tasks.</summary>
    public required IReadOnlyList<string> Heads { get; init; }

    /// <summary>Names of the groups whose gradients are combined: encoders, or the shared trunk.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Whether several tasks are trained on a shared trunk.</summary>
    public bool IsMultitask { get; init; }

    /// <summary>What scores are, in a word: <c>accuracy</c>, <c>mAP</c>, <c>R²</c>, or <c>score</c> over tasks of different kinds.</summary>
    public string MainMetric { get; init; } = MetricNames.Accuracy;

    /// <summary>Number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch that the first step of this process is in, from 1; above 1 in a run that goes on.</summary>
    public int FirstEpoch { get; init; } = 1;

    /// <summary>Number of that step within its epoch, from 1; one more than there are when validation comes first.</summary>
    public int FirstStep { get; init; } = 1;

    /// <summary>Optimizer steps in an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Samples to train on.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Samples to choose the epoch on.</summary>
    public required int ValidationCount { get; init; }

    /// <summary>Samples to score at the end.</summary>
    public required int TestCount { get; init; }

    /// <summary>Number of trained parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Threads that libtorch computes with.</summary>
    public required int Threads { get; init; }

    /// <summary>What encoders compute in while training.</summary>
    public Precision Precision { get; init; }

    /// <summary>The device, for example <c>cpu</c>.</summary>
    public required string Device { get; init; }
}
