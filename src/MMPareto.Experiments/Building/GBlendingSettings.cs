using MMPareto.Experiments.Configuration;
using MMPareto.Training.Methods.Objective;

namespace MMPareto.Experiments.Building;

/// <summary>The settings of <c>g-blending</c>.</summary>
internal static class GBlendingSettings
{
    private static readonly GBlendingOptions Defaults = new();

    private static readonly ConfigKey SuperEpoch = ConfigKey.WholeNumber("method.gblending_super_epoch", Defaults.SuperEpoch,
        "Epochs that weights are kept for before they are measured anew; the default is BalanceBenchmark's.") with
    { Range = ConfigRange.AtLeast(1) };

    private static readonly ConfigKey ProbeEpochs = ConfigKey.WholeNumber("method.gblending_probe_epochs", Defaults.ProbeEpochs,
        "Epochs that each loss is trained alone for, to weigh it; they come on top of training.epochs.") with
    { Range = ConfigRange.AtLeast(1) };

    private static readonly ConfigKey ProbeSamples = ConfigKey.WholeNumber("method.gblending_probe_samples", Defaults.ProbeSamples,
        "Training samples, and validation samples, used to weigh the losses at most; 0 for all.") with
    { Range = ConfigRange.AtLeast(0) };

    private static readonly ConfigKey SmallestOverfitting = ConfigKey.Number(
        "method.gblending_smallest_overfitting", Defaults.SmallestOverfitting,
        "Least overfitting that is counted, in nats; less would make a weight explode.") with
    { Range = new() { Minimum = 0, ExcludesMinimum = true } };

    /// <summary>The keys.</summary>
    public static readonly ConfigKey[] Keys = [SuperEpoch, ProbeEpochs, ProbeSamples, SmallestOverfitting];

    /// <summary>The method with the settings of a configuration.</summary>
    public static GBlendingMethod Build(ConfigValues config) => new(new()
    {
        SuperEpoch = config.GetInteger(SuperEpoch.Path),
        ProbeEpochs = config.GetInteger(ProbeEpochs.Path),
        ProbeSamples = config.GetInteger(ProbeSamples.Path),
        SmallestOverfitting = config.GetNumber(SmallestOverfitting.Path),
    });
}
