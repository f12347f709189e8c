using MMPareto.Data;

namespace MMPareto.Models;

/// <summary>What a model needs of what it predicts.</summary>
internal static class TargetChecks
{
    /// <exception cref="ArgumentException">Too few outputs, or a number of weights that is not that of the outputs.</exception>
    public static void Require(Target target, string parameter)
    {
        var fewest = target.Kind == TargetKind.Class ? 2 : 1;
        if (target.OutputCount < fewest)
            throw new ArgumentException($"{parameter} must be at least {fewest}; got {target.OutputCount}.", parameter);
        if (target.Weights is { } weights && weights.Count != target.OutputCount)
            throw new ArgumentException($"Weights must be as many as outputs, {target.OutputCount}; got {weights.Count}.", parameter);
    }
}
