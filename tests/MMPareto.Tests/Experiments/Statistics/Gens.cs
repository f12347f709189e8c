using CsCheck;

namespace MMPareto.Tests.Experiments.Statistics;

/// <summary>Random cases.</summary>
internal static class Gens
{
    /// <summary>Differences of accuracies over 2 to 10 seeds.</summary>
    public static Gen<double[]> Differences { get; } = Gen.Double[-0.2, 0.2].Array[2, 10];

    /// <summary>p-values, a few of which are missing.</summary>
    public static Gen<double?[]> PValues { get; } =
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 9], (p, kind) => kind == 0 ? null : kind == 1 ? 0.5 : (double?)p).Array[0, 12];
}
