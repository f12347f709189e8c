namespace MMPareto.Tests.Support;

/// <summary>What a test needs of the machine; without it the test is skipped, or fails.</summary>
internal static class Need
{
    /// <summary>Skips the test unless a condition holds; with MMPARETO_NO_SKIP=1 (.ci/run) fails it.</summary>
    public static void That(bool condition, string reason)
    {
        if (Environment.GetEnvironmentVariable("MMPARETO_NO_SKIP") == "1") Assert.True(condition, reason);
        else Assert.SkipUnless(condition, reason);
    }
}
