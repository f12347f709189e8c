using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Training;

namespace MMPareto.Experiments.Building;

/// <summary>Makes the balancing method that a configuration names.</summary>
internal static class MethodBuilder
{
    private const string Key = "method.name";

    /// <summary>The line of the catalog that a configuration names.</summary>
    public static MethodEntry EntryOf(ConfigValues config) => Catalog.Methods.First(method => method.Name == config.GetText(Key));

    /// <param name="config">The configuration.</param>
    /// <param name="model">The model that will be trained.</param>
    /// <param name="train">What it will be trained on.</param>
    /// <exception cref="ConfigException">The method cannot train this model, or not on this data.</exception>
    public static BalancingMethod Build(ConfigValues config, Model model, IMultimodalDataset train)
    {
        var method = EntryOf(config).Build(config);
        if ((method.Refuse(model) ?? (SamplesLack(config, train) ? method.RefuseMissing : null)) is not { } reason) return method;
        method.Dispose();
        throw new ConfigException([new ConfigProblem(
            config.Source(Key) ?? "method", Key, "a method that can train this model", $"{config.GetText(Key)}, which {reason}")]);
    }

    /// <summary>Whether some samples lack a modality in training.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="train">What will be trained on.</param>
    public static bool SamplesLack(ConfigValues config, IMultimodalDataset train) =>
        config.GetNumber("training.modality_dropout") > 0 || train is IPartialDataset { IsPartial: true };

    /// <summary>What readers of the results should know of the settings.</summary>
    public static IReadOnlyList<string> NotesOn(ConfigValues config) => MethodKeys.LearningRateGamma(config) == 1 ? []
        : ["gamma multiplies the encoders' learning rate, not their gradients; lengths of gradients are without it"];
}
