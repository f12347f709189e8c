using MMPareto.Experiments.Configuration;
using MMPareto.Training.Methods.Gradient;

namespace MMPareto.Experiments.Building;

/// <summary>The settings of <c>ogm</c> and <c>ogm-ge</c>.</summary>
internal static class OGMSettings
{
    private static readonly OGMOptions Defaults = new();

    private static readonly ConfigKey Alpha = ConfigKey.Number("method.ogm_alpha", Defaults.Alpha,
        "How hard a modality that is ahead is held back; the readme of the released code names 0.1 and 0.3.") with
    { Range = ConfigRange.AtLeast(0) };

    private static readonly ConfigKey FromEpoch = ConfigKey.WholeNumber("method.ogm_from_epoch", Defaults.FromEpoch,
        "First epoch with modulation; the default is that of the released code.") with
    { Range = ConfigRange.AtLeast(1) };

    private static readonly ConfigKey UntilEpoch = ConfigKey.WholeNumber("method.ogm_until_epoch", Defaults.UntilEpoch,
        "Last epoch with modulation, 0 for the last of the run; the released code has 51 of 100.") with
    { Range = ConfigRange.AtLeast(0) };

    /// <summary>The keys.</summary>
    public static readonly ConfigKey[] Keys = [Alpha, FromEpoch, UntilEpoch];

    /// <summary><c>ogm</c> with the settings of a configuration.</summary>
    public static OGMMethod Build(ConfigValues config) => new(Options(config));

    /// <summary><c>ogm-ge</c> with the settings of a configuration.</summary>
    public static OGMMethod BuildEnhanced(ConfigValues config) => new(Options(config), new(config.GetInteger("training.seed")));

    private static OGMOptions Options(ConfigValues config)
    {
        var options = new OGMOptions
        {
            Alpha = config.GetNumber(Alpha.Path),
            FromEpoch = config.GetInteger(FromEpoch.Path),
            UntilEpoch = config.GetInteger(UntilEpoch.Path),
        };
        return options.UntilEpoch == 0 || options.UntilEpoch >= options.FromEpoch ? options : throw new ConfigException(
        [
            new ConfigProblem(config.Source(UntilEpoch.Path) ?? "method", UntilEpoch.Path, $"0, or at least {FromEpoch.Path}",
                $"{options.UntilEpoch} with {options.FromEpoch}"),
        ]);
    }
}
