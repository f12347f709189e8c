using MMPareto.Experiments.Configuration;
using MMPareto.Training.Methods.Objective;

namespace MMPareto.Experiments.Building;

/// <summary>The settings of <c>pmr</c>.</summary>
internal static class PMRSettings
{
    private static readonly PMROptions Defaults = new();

    private static readonly ConfigKey Alpha = ConfigKey.Number("method.pmr_alpha", Defaults.Alpha,
        "Weight of the prototype losses of slow modalities; the default is that of the released code.") with
    { Range = ConfigRange.AtLeast(0) };

    private static readonly ConfigKey Momentum = ConfigKey.Number("method.pmr_momentum", Defaults.Momentum,
        "Share of the old prototype in the new one; the default is that of the released code.") with
    { Range = new() { Minimum = 0, Maximum = 1, ExcludesMaximum = true } };

    private static readonly ConfigKey Share = ConfigKey.Number("method.pmr_prototype_share", Defaults.PrototypeShare,
        "Share of the training set that prototypes are measured on before each epoch; the default is the paper's.") with
    { Range = new() { Minimum = 0, Maximum = 1, ExcludesMinimum = true } };

    private static readonly ConfigKey EntropyWeight = ConfigKey.Number("method.pmr_entropy_weight", Defaults.EntropyWeight,
        "Weight of the entropy of fast modalities; the paper has 0.01 and 0.001, the released code no such term.") with
    { Range = ConfigRange.AtLeast(0) };

    private static readonly ConfigKey EntropyEpochs = ConfigKey.WholeNumber("method.pmr_entropy_epochs", Defaults.EntropyEpochs,
        "First epochs in which the entropy counts; 0 for none.") with
    { Range = ConfigRange.AtLeast(0) };

    /// <summary>The keys.</summary>
    public static readonly ConfigKey[] Keys = [Alpha, Momentum, Share, EntropyWeight, EntropyEpochs];

    /// <summary>The method with the settings of a configuration.</summary>
    public static PMRMethod Build(ConfigValues config) => new(new()
    {
        Alpha = config.GetNumber(Alpha.Path),
        Momentum = config.GetNumber(Momentum.Path),
        PrototypeShare = config.GetNumber(Share.Path),
        EntropyWeight = config.GetNumber(EntropyWeight.Path),
        EntropyEpochs = config.GetInteger(EntropyEpochs.Path),
    });
}
