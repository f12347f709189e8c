using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments;

/// <summary>Finds the configuration that a user means.</summary>
public static class ExperimentSource
{
    /// <summary>Reads a configuration and checks it whole.</summary>
    /// <param name="what">Path of a YAML file, or the name of a built-in experiment.</param>
    /// <param name="settings">Settings over it, each <c>key=value</c>; later ones win.</param>
    /// <exception cref="ConfigException">All that is wrong with it, or there is no such file or experiment.</exception>
    public static ConfigValues Read(string what, IEnumerable<string> settings) => WithFullPaths(ReadAsWritten(what, settings));

    private static ConfigValues ReadAsWritten(string what, IEnumerable<string> settings)
    {
        var schema = ExperimentSchema.Schema;
        if (BuiltInExperiments.All.FirstOrDefault(experiment => experiment.Name == what) is { } builtIn && !File.Exists(what))
            return ConfigReader.Read(builtIn.Yaml, $"built-in {builtIn.Name}", schema, settings);
        if (LooksLikeFile(what)) return ConfigReader.ReadFile(what, schema, settings);
        string[] names = [.. BuiltInExperiments.All.Select(experiment => experiment.Name)];
        throw new ConfigException(
            [new ConfigProblem("WHAT", $"'{what}'", $"a config file or one of {string.Join(", ", names)}", "neither",
                NearestName.Find(what, names))]);
    }

    /// <summary>A run is evaluated from any folder, so its configuration names the data's folder in full.</summary>
    private static ConfigValues WithFullPaths(ConfigValues config)
    {
        var folder = config.Applies("data.folder") ? config.GetText("data.folder") : "";
        return folder.Length == 0 || Path.IsPathFullyQualified(folder) ? config
            : ConfigReader.Override(config, [$"data.folder={Path.GetFullPath(folder)}"]);
    }

    private static bool LooksLikeFile(string what) =>
        File.Exists(what) || Directory.Exists(what) || what.Contains('/', StringComparison.Ordinal) || Path.HasExtension(what);
}
