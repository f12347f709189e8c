using System.Runtime.InteropServices;

namespace MMPareto.Cli.Comparing;

/// <summary>Signals to other processes, which .NET can only receive.</summary>
internal static partial class NativeSignals
{
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Kill(int process, int signal);
}
