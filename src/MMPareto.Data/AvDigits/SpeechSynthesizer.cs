using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MMPareto.Data.Audio;

namespace MMPareto.Data.AvDigits;

/// <summary>Speech by an installed eSpeak NG.</summary>
internal sealed class SpeechSynthesizer
{
    private const string Name = "espeak-ng";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);
    private readonly string _program;

    /// <param name="searchPath">Folders to look for the program in; null for the environment's.</param>
    /// <exception cref="DataException">It is not installed.</exception>
    public SpeechSynthesizer(string? searchPath = null) => _program = ProgramPath.Find(Name, searchPath)
        ?? throw new DataException($"av-digits needs {Name} to speak digits; got none on the path. Install it, as by: apt-get install {Name}");

    /// <summary>The program and its version.</summary>
    public string Version => Run(["--version"], default).Split("Data at")[0].Trim();

    /// <summary>Speaks.</summary>
    /// <param name="digit">What, and how.</param>
    /// <param name="path">The WAV file that is written.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="DataException">The program failed.</exception>
    public void Speak(SpokenDigit digit, string path, CancellationToken stop) => Run(
    [
        "-v", digit.Voice, "-s", digit.Speed.ToString(CultureInfo.InvariantCulture), "-p", digit.Pitch.ToString(CultureInfo.InvariantCulture),
        "-w", path, digit.Word,
    ], stop);

    private string Run(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            if (!process.WaitForExit(TimeLimit)) process.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            return process is { HasExited: true, ExitCode: 0 } ? output.GetAwaiter().GetResult() : throw new DataException(
                $"{Name} {string.Join(' ', arguments)} must speak; it ended with: {error.GetAwaiter().GetResult().ReplaceLineEndings(" ").Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new DataException($"{_program} cannot be started: {e.Message}", e);
        }
    }
}
