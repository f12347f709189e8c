using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments;

/// <summary>What may be changed of a run that goes on: nothing that says what it has learnt so far.</summary>
public static class ResumeSettings
{
    /// <summary>The keys.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "training.workers", "training.time_limit_minutes", "training.checkpoint_steps", "training.checkpoint_minutes", "training.not_finite",
        "training.not_finite_limit",
    ];

    /// <summary>A run's configuration with other settings.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="settings">The settings, each <c>key=value</c>.</param>
    /// <exception cref="ConfigException">One is of another key.</exception>
    internal static ConfigValues Apply(ConfigValues config, IReadOnlyList<string> settings)
    {
        ConfigProblem[] problems = [.. settings.Select(setting => setting.Split('=')[0].Trim()).Where(key => !Keys.Contains(key))
            .Select(key => new ConfigProblem($"--set {key}", "the key", $"one of {string.Join(", ", Keys)} in a run that goes on", ConfigText.Quote(key)))];
        return problems.Length > 0 ? throw new ConfigException(problems) : ConfigReader.Override(config, settings);
    }
}
