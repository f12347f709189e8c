namespace MMPareto.Cli.Comparing;

/// <summary>Ends a run whose comparison is gone: its standard input, which the comparison holds open, then ends.</summary>
internal static class ParentWatch
{
    /// <summary>Environment variable that a comparison sets for its runs.</summary>
    public const string Variable = "MMPARETO_WATCH_INPUT";

    /// <summary>Watches from now on if a comparison has asked for it.</summary>
    public static void StartIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1") return;
        new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // Nothing is ever said; only the end counts.
            }
            Environment.Exit(ExitCode.Failed);
        })
        { IsBackground = true }.Start();
    }
}
