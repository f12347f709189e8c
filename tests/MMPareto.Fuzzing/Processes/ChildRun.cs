using System.Diagnostics;
using System.Globalization;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Results;

namespace MMPareto.Fuzzing.Processes;

/// <summary>The cases of one target in children: a new one takes over where one has died or hangs.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="tally">Counts.</param>
internal sealed class ChildRun(FuzzOptions options, Tally tally)
{
    private const int MostDeaths = 20;
    private const string HeapLimit = "0x40000000"; // 1 GiB
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CasePatience = TimeSpan.FromSeconds(20); // what takes longer than 5 s and ends is told by the child

    /// <summary>Runs them all.</summary>
    public void Run()
    {
        var next = 0L;
        for (var deaths = 0; deaths < MostDeaths && next < options.Cases; deaths++) next = RunFrom(next);
    }

    /// <summary>Runs the file that was asked for.</summary>
    /// <param name="file">The file.</param>
    public void RunFile(string file)
    {
        using var child = Start([tally.Target, Text(options.Seed), Path.GetFullPath(file)]);
        Follow(child, 0);
    }

    /// <summary>Makes a large input and runs it.</summary>
    /// <param name="input">The input.</param>
    public LargeRecord RunLarge(LargeInput input)
    {
        using var folder = new WorkFolder();
        var file = folder["large-input"];
        var bytes = MakeIn(folder, input);
        File.WriteAllBytes(file, bytes);
        RunFile(file);
        var record = tally.Record();
        return new()
        {
            Name = LargeRecord.NameOf(input),
            MiB = Math.Round(bytes.Length / (double)(1 << 20), 1),
            Outcome = (record.Findings > 0 ? Outcome.Finding : record.Accepted > 0 ? Outcome.Accepted : Outcome.Refused).ToString(),
            Seconds = Math.Round(record.SlowestMilliseconds / 1000, 1),
            PeakMiB = record.PeakMiB,
        };
    }

    private static byte[] MakeIn(WorkFolder folder, LargeInput input)
    {
        var bytes = input.Make(folder);
        foreach (var made in Directory.GetDirectories(folder.FullPath)) Directory.Delete(made, recursive: true);
        return bytes;
    }

    private long RunFrom(long first)
    {
        using var child = Start([tally.Target, Text(options.Seed), Text(first), Text(options.Cases)]);
        return Follow(child, first);
    }

    /// <summary>Reads what it tells; the number of the case to go on with.</summary>
    private long Follow(Process child, long next)
    {
        var input = "";
        try
        {
            while (ReadLine(child, input.Length == 0 ? StartPatience : CasePatience) is { } line)
            {
                if (input.Length == 0)
                {
                    input = line[Child.InputMark.Length..];
                    continue;
                }
                var told = CaseLine.Parse(line);
                tally.Note(told.Result, told.PeakBytes, input);
                next = told.Result.Number + 1;
            }
            child.WaitForExit();
            if (child.ExitCode == 0) return options.Cases;
            if (child.ExitCode == FuzzCommand.NotPossible) throw new FuzzException($"{tally.Target} cannot be run.");
            Fail(next, $"the process ended with code {Text(child.ExitCode)}", input);
        }
        catch (TimeoutException)
        {
            child.Kill();
            Fail(next, "hangs", input);
        }
        finally
        {
            if (input.Length > 0 && Directory.Exists(Path.GetDirectoryName(input))) Directory.Delete(Path.GetDirectoryName(input)!, recursive: true);
        }
        return next + 1;
    }

    private void Fail(long number, string text, string input) =>
        tally.Note(new(number, Outcome.Finding, text, CasePatience.TotalMilliseconds, 0), 0, input);

    private static string? ReadLine(Process child, TimeSpan patience) => child.StandardOutput.ReadLineAsync().WaitAsync(patience).GetAwaiter().GetResult();

    private static Process Start(IReadOnlyList<string> arguments)
    {
        var host = Environment.ProcessPath ?? throw new FuzzException("fuzzing must know its own program; got none.");
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ChildRun).Assembly.Location] : [];
        var start = new ProcessStartInfo(host, [.. program, Child.Mark, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start) ?? throw new FuzzException($"{host} must start; got no process.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
