using System.Globalization;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Targets;

namespace MMPareto.Fuzzing.Processes;

/// <summary>This program as its own child: runs cases of one target, and may die of one.</summary>
internal static class Child
{
    /// <summary>The first argument of a child.</summary>
    public const string Mark = "child";

    /// <summary>What stands before the path of the file with the input of the running case.</summary>
    public const string InputMark = "input ";

    private const long MostGrowth = 1L << 30;

    /// <summary>Where the input of a finding is kept, while the input of the running case changes.</summary>
    /// <param name="input">The file with the input of the running case.</param>
    /// <param name="number">The number of the finding.</param>
    public static string KeptInput(string input, long number) => FormattableString.Invariant($"{input}-{number}");

    /// <summary>Runs cases.</summary>
    /// <param name="arguments">Target, seed, first case, case after the last; or target and file.</param>
    /// <param name="output">Receives a line a case.</param>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        using var runner = new CaseRunner(TargetList.Find(arguments[0]), Number(arguments[1]));
        output.WriteLine(InputMark + runner.InputFile);
        runner.RequireHealthySeeds();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var (start, peak) = (PeakMemory.Bytes(), 0L);
        if (arguments is [_, _, var file])
        {
            var one = runner.Run(0, File.ReadAllBytes(file));
            output.WriteLine(new CaseLine(PeakMemory.Bytes() - start > MostGrowth ? AsTooLarge(one) : one, PeakMemory.Bytes()));
            return 0;
        }
        for (var number = Number(arguments[2]); number < Number(arguments[3]); number++)
        {
            var before = peak;
            var result = runner.Run(number);
            peak = PeakMemory.Bytes() - start;
            if (peak > MostGrowth && before <= MostGrowth) result = AsTooLarge(result);
            if (result.Outcome == Outcome.Finding && found.Add(result.Text)) File.Copy(runner.InputFile, KeptInput(runner.InputFile, number));
            output.WriteLine(new CaseLine(result, start + peak));
        }
        return 0;
    }

    private static CaseResult AsTooLarge(CaseResult result) => result.Outcome == Outcome.Finding ? result
        : result with { Outcome = Outcome.Finding, Text = $"takes more than 1 GiB: {result.Text}" };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
