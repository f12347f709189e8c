using MMPareto.Data.Manifests;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments;

/// <summary>What a configuration says of a manifest.</summary>
public static class ManifestExperiment
{
    /// <summary>The settings of the manifest.</summary>
    /// <param name="config">A configuration whose data is a manifest.</param>
    public static ManifestOptions Options(ConfigValues config) => ManifestSettings.Options(config);
}
