using System.Diagnostics;

namespace MMPareto.AcceptanceTests;

/// <summary>Starts the built command as a user's shell does, and waits for its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The built command, beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "mmpareto.dll");

    /// <summary>Runs the command to its end.</summary>
    public static CommandResult Run(params string[] arguments) => Run(arguments, []);

    /// <summary>The same with environment variables; an empty value takes a variable away.</summary>
    public static CommandResult Run(string[] arguments, (string Name, string Value)[] variables) =>
        Finish(Start("dotnet", [Program, .. arguments], variables));

    /// <summary>Runs a program of another kind to its end.</summary>
    public static CommandResult RunProgram(string file, params string[] arguments) =>
        Finish(Start(file, arguments, []));

    /// <summary>Runs the command in a folder.</summary>
    public static CommandResult RunIn(string folder, params string[] arguments) =>
        Finish(Start("dotnet", [Program, .. arguments], [], folder));

    /// <summary>Starts the command and comes back at once.</summary>
    public static Process Start(params string[] arguments) => Start(arguments, []);

    /// <summary>The same with environment variables.</summary>
    public static Process Start(string[] arguments, (string Name, string Value)[] variables) => Start("dotnet", [Program, .. arguments], variables);

    /// <summary>Waits for the end of a process.</summary>
    public static CommandResult Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail(
                    $"the command must end within {Patience}; it printed: {output.Result} {error.Result}");
            }
            return new CommandResult(process.ExitCode, output.Result, error.Result);
        }
    }

    private static Process Start(
        string file, IEnumerable<string> arguments, (string Name, string Value)[] variables, string folder = "")
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true, // a question, if one were asked, would find no answer
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        foreach (var (name, value) in variables)
        {
            if (value.Length > 0) start.Environment[name] = value;
            else start.Environment.Remove(name);
        }
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
