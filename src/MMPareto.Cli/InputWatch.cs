using System.Diagnostics;

namespace MMPareto.Cli;

/// <summary>Ties the life of this process to that of the one which holds the other end of standard input.</summary>
internal static class InputWatch
{
    /// <summary>Ends this process when standard input is closed, as it is when its parent has ended, however that was.</summary>
    /// <remarks>The process ends as by <c>kill -9</c>: a run is kept so that it may be cut off at any moment.</remarks>
    public static void EndWithInput() => new Thread(Watch) { IsBackground = true, Name = "input" }.Start();

    private static void Watch()
    {
        using var input = Console.OpenStandardInput();
        var nothing = new byte[64];
        while (input.Read(nothing) > 0)
        {
            // Whatever is written there means nothing.
        }
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
