using System.Diagnostics;

namespace MMPareto.Benchmarks;

/// <summary>Programs that questions start and wait for.</summary>
internal static class ChildProcess
{
    /// <summary>The first argument of this program when it is its own child.</summary>
    public const string Mark = "child";

    /// <summary>Runs this program as a child, from <see cref="Mark"/> on.</summary>
    /// <param name="arguments">What follows the mark.</param>
    /// <returns>What it wrote.</returns>
    public static string RunSelf(params IReadOnlyList<string> arguments)
    {
        var (host, own) = Self(arguments);
        return Run(host, own);
    }

    /// <summary>Starts this program as a child that is talked to by lines; its allocator is as the system has it.</summary>
    /// <param name="arguments">What follows <see cref="Mark"/>.</param>
    public static Process StartSelf(params IReadOnlyList<string> arguments)
    {
        var (host, own) = Self(arguments);
        var start = new ProcessStartInfo(host, own) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Remove("MALLOC_ARENA_MAX");
        return Process.Start(start) ?? throw new BenchmarkException($"{host} must start; got no process.");
    }

    private static (string Host, IReadOnlyList<string> Arguments) Self(IReadOnlyList<string> arguments)
    {
        var host = Environment.ProcessPath ?? throw new BenchmarkException("the benchmarks must know their own program; got none.");
        var isHost = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] program = isHost ? [typeof(ChildProcess).Assembly.Location] : [];
        return (host, [.. program, Mark, .. arguments]);
    }

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its path or name.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public static string Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment.TryAdd("MALLOC_ARENA_MAX", "1"); // as the script mmpareto has it
        using var process = Process.Start(start) ?? throw new BenchmarkException($"{program} must start; got no process.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new BenchmarkException($"{program} {string.Join(' ', arguments)} must end with code 0; got {process.ExitCode}.");
    }
}
