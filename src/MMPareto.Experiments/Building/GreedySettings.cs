using MMPareto.Experiments.Configuration;
using MMPareto.Training.Methods.Forward;

namespace MMPareto.Experiments.Building;

/// <summary>The settings of <c>greedy</c>.</summary>
internal static class GreedySettings
{
    private static readonly GreedyOptions Defaults = new();

    private static readonly ConfigKey Epsilon = ConfigKey.Number("method.greedy_epsilon", Defaults.Epsilon,
        "Difference of the branches' rates above which one is curated; the default is that of the released code.") with
    { Range = ConfigRange.AtLeast(0) };

    private static readonly ConfigKey CurationSteps = ConfigKey.WholeNumber("method.greedy_curation_steps", Defaults.CurationSteps,
        "Steps that a curation lasts; the default is that of the released code.") with
    { Range = ConfigRange.AtLeast(1) };

    private static readonly ConfigKey FirstEpoch = ConfigKey.WholeNumber("method.greedy_first_epoch", Defaults.FirstEpoch,
        "First epoch with curation; the default is that of the released code.") with
    { Range = ConfigRange.AtLeast(1) };

    /// <summary>The keys.</summary>
    public static readonly ConfigKey[] Keys = [Epsilon, CurationSteps, FirstEpoch];

    /// <summary>The method with the settings of a configuration.</summary>
    public static GreedyMethod Build(ConfigValues config) => new(new()
    {
        Epsilon = config.GetNumber(Epsilon.Path),
        CurationSteps = config.GetInteger(CurationSteps.Path),
        FirstEpoch = config.GetInteger(FirstEpoch.Path),
    });
}
