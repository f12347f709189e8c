using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>What tells the configuration of a finished run from the one asked for.</summary>
internal static class ConfigConflicts
{
    /// <summary>A problem for each key that differs.</summary>
    /// <param name="found">The configuration of the run that is there.</param>
    /// <param name="asked">The one asked for.</param>
    /// <param name="run">The run, for the message.</param>
    public static IEnumerable<ConfigProblem> Find(ConfigValues found, ConfigValues asked, string run) =>
        from key in asked.Schema.Keys
        where asked.Applies(key.Path) || found.Applies(key.Path)
        let was = ConfigText.Of(key, found.Value(key))
        let wanted = ConfigText.Of(key, asked.Value(key))
        where was != wanted
        select new ConfigProblem(
            run, key.Path, $"{was}, as in this finished run, or --out another folder", wanted);
}
