using MMPareto.Data;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Training;

/// <summary>What a method may look at before an epoch.</summary>
/// <param name="Epoch">Number of the epoch that begins, from 1.</param>
/// <param name="Model">The model that is trained.</param>
/// <param name="Data">The data; methods use training and validation, never the test set.</param>
/// <param name="Options">Settings of the loop.</param>
/// <param name="Device">Where the model is.</param>
public sealed record EpochStart(int Epoch, Model Model, DatasetSplits Data, TrainerOptions Options, Device Device)
{
    /// <summary>Probe runs from here; null outside of the training loop.</summary>
    public IProbeRuns? Probes { get; init; }

    /// <summary>Receives a sentence for who watches the run.</summary>
    public Action<string> Note { get; init; } = _ => { };
}
