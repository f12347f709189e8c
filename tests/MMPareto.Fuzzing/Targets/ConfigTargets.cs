using System.Text;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Fuzzing.Engine;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Configurations: YAML files, and what follows --set.</summary>
internal static class ConfigTargets
{
    private const string Sets = """
        training.epochs=3
        optimizer.learning_rate=0.05
        method.name=mmpareto
        method.gamma=1.5
        data.columns=photo=image, zip=ignored
        data.conflict=[0.1, 0.2]
        data.noise=0.5
        model.encoders=a=resnet18,b=mlp
        data.label=kind=class
        """;

    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("config", folder => FuzzSubject.OfFile(
            folder["config.yaml"], [.. BuiltInExperiments.All.Select(experiment => new Seed(Encoding.UTF8.GetBytes(experiment.Yaml)))],
            path => ConfigReader.ReadFile(path, ExperimentSchema.Schema, []), typeof(ConfigException)) with
        { IsText = true }),
        new("set", _ => new([.. Sets.Split('\n').Where(IsAlone).Select(line => new Seed(Encoding.UTF8.GetBytes(line)))], input =>
        {
            ConfigReader.Read("", "config.yaml", ExperimentSchema.Schema, Encoding.UTF8.GetString(input).Split('\n'));
            return [];
        }, typeof(ConfigException))
        { IsText = true }),
    ];

    /// <summary>Whether a setting is one that the default data set takes.</summary>
    private static bool IsAlone(string line)
    {
        try
        {
            ConfigReader.Read("", "config.yaml", ExperimentSchema.Schema, [line]);
            return true;
        }
        catch (ConfigException)
        {
            return false;
        }
    }
}
