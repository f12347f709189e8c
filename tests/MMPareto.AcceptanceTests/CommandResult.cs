namespace MMPareto.AcceptanceTests;

/// <summary>What a command has left: exit code, standard output, standard error.</summary>
internal sealed record CommandResult(int ExitCode, string Out, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Requires an exit code; when it is another, the test shows what the command printed.</summary>
    public CommandResult Ends(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code must be {exitCode}; got {ExitCode}.\n{Out}\n{Error}");
        return this;
    }
}
