using System.Runtime.InteropServices;

namespace MMPareto.Cli;

/// <summary>A file that reaches the limit of its size (<c>ulimit -f</c>) is an error like a full disk, and no reason for the system to end the process.</summary>
internal static class FileSizeLimit
{
    private const PosixSignal Exceeded = (PosixSignal)25; // SIGXFSZ of Linux and macOS

    // For the life of the process: a signal is handled later than the write that it is about.
    private static PosixSignalRegistration? _registration;

    public static void IsAnError() =>
        _registration ??= OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Exceeded, context => context.Cancel = true);
}
