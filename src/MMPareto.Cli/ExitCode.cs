namespace MMPareto.Cli;

/// <summary>What the command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Failed, or stopped by the user.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for cannot be understood or is not there.</summary>
    public const int BadInput = 2;
}
