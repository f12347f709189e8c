using MMPareto.Experiments.Configuration;
using MMPareto.Training.Methods.Gradient;

namespace MMPareto.Experiments.Building;

/// <summary>The settings of <c>agm</c>.</summary>
internal static class AGMSettings
{
    private static readonly AGMOptions Defaults = new();

    private static readonly ConfigKey Alpha = ConfigKey.Number("method.agm_alpha", Defaults.Alpha,
        "How hard modalities are held back and spurred on; the default is that of the released code.") with
    { Range = ConfigRange.Between(0, AGMOptions.LargestAlpha) };

    private static readonly ConfigKey UntilEpoch = ConfigKey.WholeNumber("method.agm_until_epoch", Defaults.UntilEpoch,
        "Last epoch with modulation, 0 for the last of the run; the released code has 20.") with
    { Range = ConfigRange.AtLeast(0) };

    /// <summary>The keys.</summary>
    public static readonly ConfigKey[] Keys = [Alpha, UntilEpoch];

    /// <summary>The method with the settings of a configuration.</summary>
    public static AGMMethod Build(ConfigValues config) => new(new()
    {
        Alpha = config.GetNumber(Alpha.Path),
        UntilEpoch = config.GetInteger(UntilEpoch.Path),
    });
}
