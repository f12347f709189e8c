using MMPareto.Experiments.Configuration;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Gradients.Approximation;
using MMPareto.Training;
using MMPareto.Training.Methods.Gradient;

namespace MMPareto.Experiments.Building;

/// <summary>Lines of the catalog of methods, and the settings that several methods have.</summary>
internal static class MethodKeys
{
    /// <summary>Factor γ on the encoders' gradients.</summary>
    public static readonly ConfigKey Gamma = ConfigKey.Number("method.gamma", 1.5,
        "Factor on the length of the combined encoder gradients; 1.5 is that of the paper's released code.") with
    {
        Range = new() { Minimum = 0, Maximum = 100, ExcludesMinimum = true },
    };

    /// <summary>What γ multiplies.</summary>
    public static readonly ConfigKey GammaActsOn = ConfigKey.Choice("method.gamma_acts_on", ["auto", "gradient", "learning-rate"],
        "What gamma multiplies in the encoders; auto is the learning rate with adamw, in which a factor on the gradient cancels.");

    /// <summary>Weight of the unimodal losses.</summary>
    public static readonly ConfigKey UnimodalWeight = ConfigKey.Number("method.unimodal_weight", 1,
        "Weight of the unimodal losses; that of the multimodal loss is 1.") with
    {
        Range = ConfigRange.AtLeast(0),
    };

    /// <summary>Unimodal losses that reach several encoders.</summary>
    public static readonly ConfigKey Cross = ConfigKey.Choice("method.cross", ["sum", "rows", "own"],
        "Unimodal losses that reach several encoders: their sum as one row, a row for each, or only the own one.");

    /// <summary>Steps between measurements, for methods that do not need the rows.</summary>
    public static readonly ConfigKey Interval = ConfigKey.WholeNumber("method.diagnostics_interval", 10,
        "Steps between measurements of conflict, which take a backward pass more.") with
    {
        Range = ConfigRange.AtLeast(1),
    };

    /// <summary>Where the weights of the rows are found.</summary>
    public static readonly ConfigKey GradientAt = ConfigKey.Choice("method.gradient", ["exact", "features"],
        "Where weights are found: exactly, or, as an approximation that spares a backward pass, at the encoders' outputs.");

    /// <summary>Steps from one finding of the weights to the next.</summary>
    public static readonly ConfigKey Refresh = ConfigKey.WholeNumber("method.refresh", 1,
        "Steps from one finding of the weights to the next; above 1 an approximation that spares a backward pass in between.") with
    {
        Range = ConfigRange.AtLeast(1),
    };

    /// <summary>Asymmetry of GradNorm.</summary>
    public static readonly ConfigKey RestoringForce = ConfigKey.Number("method.restoring_force", 1.5,
        "How strongly gradnorm holds back losses that fall faster than others; 0 draws all gradients to one length.") with
    {
        Range = ConfigRange.Between(0, 10),
    };

    /// <summary>Learning rate of GradNorm's weights.</summary>
    public static readonly ConfigKey WeightRate = ConfigKey.Number("method.weight_rate", 0.025,
        "Learning rate of gradnorm's weights.") with
    {
        Range = ConfigRange.Between(0, 10),
    };

    /// <summary>How far MetaBalance draws rows to the length of the first.</summary>
    public static readonly ConfigKey Relax = ConfigKey.Number("method.relax", 0.7,
        "How far metabalance draws the other gradients to the length of the first: 0 not at all, 1 wholly.") with
    {
        Range = ConfigRange.Between(0, 1),
    };

    /// <summary>Moving average of MetaBalance's lengths.</summary>
    public static readonly ConfigKey LengthDecay = ConfigKey.Number("method.length_decay", 0.9,
        "Share of the old value in metabalance's moving average of a gradient's length.") with
    {
        Range = new() { Minimum = 0, Maximum = 1, ExcludesMaximum = true },
    };

    /// <summary>A method of any family.</summary>
    public static MethodEntry Method(
        string name, string family, string summary, string reference, Func<ConfigValues, BalancingMethod> build, params ConfigKey[] keys) =>
        new(name, family, summary, reference, build, keys);

    /// <summary>A method that weighs gradient rows.</summary>
    public static MethodEntry Gradient(
        string name, string family, string summary, string reference, Func<ConfigValues, IWeighting> weighting, params ConfigKey[] keys) =>
        Gradient(name, family, summary, reference, config => new WeightedAggregator(weighting(config)), keys);

    /// <summary>A method that needs the gradient rows themselves.</summary>
    public static MethodEntry Gradient(
        string name, string family, string summary, string reference, Func<ConfigValues, Aggregator> aggregator, params ConfigKey[] keys) =>
        new(name, family, summary, reference, config => Integrate(name, aggregator(config), config), [.. keys, UnimodalWeight, Cross, .. Approximations(keys)])
        {
            ServesTasks = true,
        };

    /// <summary>γ where it multiplies the gradients; 1 where it multiplies the encoders' learning rate.</summary>
    public static double GradientGamma(ConfigValues config) => ActsOnRate(config) ? 1 : config.GetNumber(Gamma.Path);

    /// <summary>γ where it multiplies the encoders' learning rate; 1 where it multiplies the gradients or there is none.</summary>
    public static double LearningRateGamma(ConfigValues config) =>
        config.Applies(Gamma.Path) && ActsOnRate(config) ? config.GetNumber(Gamma.Path) : 1;

    /// <summary>GradNorm with the settings of a configuration.</summary>
    public static IWeighting GradNorm(ConfigValues config) => Weightings.GradNorm(
        new() { RestoringForce = config.GetNumber(RestoringForce.Path), LearningRate = config.GetNumber(WeightRate.Path) });

    /// <summary>MetaBalance with the settings of a configuration.</summary>
    public static Aggregator MetaBalance(ConfigValues config) => Weightings.MetaBalance(
        new() { Relax = config.GetNumber(Relax.Path), Decay = config.GetNumber(LengthDecay.Path) });

    private static bool ActsOnRate(ConfigValues config) => config.GetText(GammaActsOn.Path) switch
    {
        "gradient" => false,
        "learning-rate" => true,
        _ => config.GetText("optimizer.name") == "adamw",
    };

    /// <summary>Rows that are all weighed alike, and so are measured at intervals, need no approximation.</summary>
    private static ConfigKey[] Approximations(ConfigKey[] keys) => keys.Contains(Interval) ? [] : [GradientAt, Refresh];

    private static BalancingMethod Integrate(string name, Aggregator aggregator, ConfigValues config)
    {
        var options = new IntegratorOptions
        {
            Cross = Enum.Parse<CrossGradients>(config.GetText(Cross.Path), ignoreCase: true),
            MeasureEvery = config.GetInteger(Interval.Path),
            Seed = config.GetInteger("training.seed"),
        };
        var approximation = new ApproximationOptions
        {
            AtFeatures = config.GetText(GradientAt.Path) == "features",
            RefreshEvery = config.GetInteger(Refresh.Path),
        };
        var weight = config.GetNumber(UnimodalWeight.Path);
        return approximation.IsExact ? new GradientIntegration(name, aggregator, options, weight)
            : new ApproximateIntegration(name, aggregator, approximation, options, weight);
    }
}
