namespace MMPareto.Experiments.Checks;

/// <summary>The outcome of one self-test.</summary>
/// <param name="Name">What was tested.</param>
/// <param name="Expected">What should come out.</param>
/// <param name="Found">What came out on this machine.</param>
/// <param name="Passed">Whether both agree.</param>
public sealed record SelfTestResult(string Name, string Expected, string Found, bool Passed);
