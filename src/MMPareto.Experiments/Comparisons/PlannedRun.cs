using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>One run that a comparison needs.</summary>
/// <param name="Name">Its place in the comparison's folder, with slashes: <c>runs/mmpareto-s0</c>.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Config">Its whole configuration.</param>
public sealed record PlannedRun(string Name, string Method, ConfigValues Config)
{
    /// <summary>The training seed.</summary>
    public long Seed => Config.GetInteger("training.seed");
}
