using MMPareto.Experiments.Configuration;
using MMPareto.Gradients;
using MMPareto.Gradients.Aggregation;
using MMPareto.Training;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Methods.Objective;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the balancing method that a configuration names: the one place where a method's name meets its code.</summary>
internal static class MethodBuilder
{
    public static BalancingMethod Build(ConfigValues config)
    {
        var name = config.GetText("method.name");
        if (name == "joint") return new JointMethod();
        return new GradientIntegration(name, BuildAggregator(name, GradientGamma(config)), new IntegratorOptions
        {
            Cross = Enum.Parse<CrossGradients>(config.GetText("method.cross"), ignoreCase: true),
            MeasureEvery = config.GetInteger("method.diagnostics_interval"),
            Seed = config.GetInteger("training.seed"),
        }, config.GetNumber("method.unimodal_weight"));
    }

    /// <summary>γ where it multiplies the encoders' learning rate: with Adam, where a constant factor on the gradient cancels.</summary>
    public static double LearningRateGamma(ConfigValues config) => IsAdam(config) ? Gamma(config) : 1;

    /// <summary>What readers of the results should know of the settings.</summary>
    public static IReadOnlyList<string> NotesOn(ConfigValues config) => LearningRateGamma(config) == 1 ? []
        : ["gamma multiplies the encoders' learning rate, as a factor on the gradient cancels in AdamW; lengths of gradients are without it"];

    private static double GradientGamma(ConfigValues config) => IsAdam(config) ? 1 : Gamma(config);

    private static double Gamma(ConfigValues config) => config.Applies("method.gamma") ? config.GetNumber("method.gamma") : 1;

    private static bool IsAdam(ConfigValues config) => config.GetText("optimizer.name") == "adamw";

    private static Aggregator BuildAggregator(string name, double gamma) => name switch
    {
        "uniform" => new WeightedAggregator(Weightings.Uniform()),
        "uniform-scaled" => new WeightedAggregator(Weightings.UniformScaled(gamma)),
        "pareto" => new WeightedAggregator(Weightings.Pareto()),
        "mmpareto" => new WeightedAggregator(Weightings.MMPareto(gamma)),
        "mmpareto-official" => Weightings.MMParetoOfficial(gamma),
        _ => throw new ArgumentException($"name must be a method of the catalog; got '{name}'.", nameof(name)),
    };
}
