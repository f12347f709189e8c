using MMPareto.Data.Manifests;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments;

/// <summary>Finds the configuration that a user means.</summary>
public static class ExperimentSource
{
    private static readonly string[] PathKeys = ["data.folder", "data.manifest", "data.root", "data.cache"];
    private const string OnnxKey = "data.onnx";

    /// <summary>Reads a configuration and checks it whole.</summary>
    /// <param name="what">Path of a YAML file or of a manifest, or the name of a built-in experiment.</param>
    /// <param name="settings">Settings over it, each <c>key=value</c>; later ones win.</param>
    /// <exception cref="ConfigException">All that is wrong with it, or there is no such file or experiment.</exception>
    public static ConfigValues Read(string what, IEnumerable<string> settings) => WithFullPaths(ReadAsWritten(what, settings));

    private static ConfigValues ReadAsWritten(string what, IEnumerable<string> settings)
    {
        var schema = ExperimentSchema.Schema;
        if (BuiltInExperiments.All.FirstOrDefault(experiment => experiment.Name == what) is { } builtIn && !File.Exists(what))
            return ConfigReader.Read(builtIn.Yaml, $"built-in {builtIn.Name}", schema, settings);
        if (ManifestFile.IsOne(what)) return ConfigReader.Read(OfManifest(what), $"manifest {what}", schema, settings);
        if (LooksLikeFile(what)) return ConfigReader.ReadFile(what, schema, settings);
        string[] names = [.. BuiltInExperiments.All.Select(experiment => experiment.Name)];
        throw new ConfigException(
            [new ConfigProblem("WHAT", $"'{what}'", $"a config file, a manifest or one of {string.Join(", ", names)}", "neither",
                NearestName.Find(what, names))]);
    }

    /// <summary>What is trained on a manifest when nobody says more: AdamW serves encoders of all kinds, and small data needs some epochs.</summary>
    private static string OfManifest(string path) => $$"""
        experiment: {{FolderName(Path.GetFileNameWithoutExtension(path))}}
        data:
          dataset: manifest
          manifest: '{{path.Replace("'", "''", StringComparison.Ordinal)}}'
        optimizer: { name: adamw, learning_rate: 0.001, weight_decay: 0.01 }
        training: { epochs: 20, batch_size: 32 }
        """;

    private static string FolderName(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        return plain.Length == 0 ? "manifest" : plain[..Math.Min(plain.Length, 60)];
    }

    /// <summary>A run is evaluated from any folder, so its configuration names the paths of data in full.</summary>
    private static ConfigValues WithFullPaths(ConfigValues config) => ConfigReader.Override(config,
    [
        .. PathKeys.Where(key => config.Applies(key) && config.GetText(key) is { Length: > 0 } path && !Path.IsPathFullyQualified(path))
            .Select(key => $"{key}={Path.GetFullPath(config.GetText(key))}"),
        .. config.Applies(OnnxKey) ? [$"{OnnxKey}={ManifestSettings.OnnxWithFullPaths(config.GetText(OnnxKey))}"] : Array.Empty<string>(),
    ]);

    private static bool LooksLikeFile(string what) =>
        File.Exists(what) || Directory.Exists(what) || what.Contains('/', StringComparison.Ordinal) || Path.HasExtension(what);
}
