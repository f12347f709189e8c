using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Models;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Training.Loop;

/// <summary>What is trained, on what, and how.</summary>
internal sealed record TrainingParts(
    Model Model, BalancingMethod Method, ModelOptimizer Optimizer, DatasetSplits Data, BatchLoader Loader, TrainerOptions Options,
    Device Device, TimeProvider Clock, TrainingPlan Plan);
