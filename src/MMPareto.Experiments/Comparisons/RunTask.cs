using MMPareto.Experiments.Configuration;

namespace MMPareto.Experiments.Comparisons;

/// <summary>A run that a comparison needs.</summary>
/// <param name="Method">Name of its method.</param>
/// <param name="Label">What it is, for people: <c>mmpareto, seed 0</c>.</param>
/// <param name="Target">Where it is kept, relative to the comparison's folder, with slashes.</param>
/// <param name="Config">Its configuration.</param>
public sealed record RunTask(string Method, string Label, string Target, ConfigValues Config)
{
    /// <summary>Whether it tries settings, so that a refusal speaks against these settings and not against the method.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Number of its epochs.</summary>
    public int Epochs => Config.GetInteger("training.epochs");
}
