namespace MMPareto.Tests.Hostile;

/// <summary>For what may wait for ever, as the opening of a pipe that nobody writes to.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Does it, and fails if it does not end; what it raises is raised here.</summary>
    public static void Require(string what, Action action)
    {
        Exception? raised = null;
        var thread = new Thread(() => raised = Record.Exception(action)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Longest), $"waits for {what}");
        if (raised is not null) throw new InvalidOperationException(what, raised);
    }
}
