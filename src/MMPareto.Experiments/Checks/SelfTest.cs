namespace MMPareto.Experiments.Checks;

/// <summary>Checks on the user's machine that gradient integration computes what it must.</summary>
/// <remarks>
/// Vectors worked out by hand go through autograd and the integrator of this installation; random cases, the
/// same in every run, are held against the conditions that any right answer meets. Takes about a second.
/// </remarks>
public static class SelfTest
{
    /// <summary>Runs all tests, each when it is asked for. libtorch must load.</summary>
    public static IEnumerable<SelfTestResult> Run() =>
        GoldenVectors.All.Select(vector => vector.Check()).Concat(RandomCases.All.Select(check => check()));
}
