using MMPareto.Fuzzing.Processes;
using MMPareto.Fuzzing.Results;
using MMPareto.Fuzzing.Targets;

namespace MMPareto.Fuzzing;

/// <summary>The command: parses, runs targets in children, prints a line each.</summary>
internal static class FuzzCommand
{
    /// <summary>The exit code when it cannot be done as asked.</summary>
    public const int NotPossible = 2;

    /// <summary>Runs it.</summary>
    /// <param name="arguments">What follows the name of the program.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="progress">Receives findings and errors.</param>
    /// <returns>0; 1 with findings; 2 when it cannot be done so.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter progress)
    {
        try
        {
            return arguments switch
            {
                ["--help"] => Help(output),
                [Child.Mark, .. var rest] => Child.Run(rest, output),
                _ => FuzzOptions.Parse(arguments) is { Large: true } large ? RunLarge(large, output, progress) : Fuzz(FuzzOptions.Parse(arguments), output, progress),
            };
        }
        catch (FuzzException e)
        {
            progress.WriteLine($"fuzz: {e.Message}");
            return NotPossible;
        }
    }

    private static int Help(TextWriter output)
    {
        output.WriteLine($"""
            tools/fuzz [TARGET…] [--cases N] [--seed S] [--keep]
            tools/fuzz TARGET --file F
            tools/fuzz [TARGET…] --large [--keep]

            Damages healthy files in thousands of ways and reads them; with --large inputs that repeat one thing very often. Targets: {string.Join(", ", TargetList.All.Select(target => target.Name))}.
            Inputs of findings go to {Path.GetRelativePath(Environment.CurrentDirectory, Repository.Findings)}; --keep writes the table into the repository.
            """);
        return 0;
    }

    private static int Fuzz(FuzzOptions options, TextWriter output, TextWriter progress)
    {
        var targets = options.Targets.Count == 0 ? TargetList.All : [.. options.Targets.Select(TargetList.Find)];
        var records = new List<TargetRecord>();
        foreach (var target in targets)
        {
            var tally = new Tally(target.Name, Repository.Findings, progress);
            var run = new ChildRun(options, tally);
            if (options.File is { } file) run.RunFile(file);
            else run.Run();
            records.Add(tally.Record());
            progress.WriteLine($"{target.Name}: {records[^1].Cases} cases, {records[^1].Findings} findings");
            if (options.File is not null || options.Targets.Count == 1) foreach (var message in tally.SeenMessages) progress.WriteLine($"  {message}");
        }
        output.Write(FuzzTable.Text(records));
        if (options.Keep) Keep(before => before with { Seed = options.Seed, Targets = Merged(before.Targets, records, row => row.Target, [.. TargetList.All.Select(target => target.Name)]) });
        return records.Exists(record => record.Findings > 0) ? 1 : 0;
    }

    private static int RunLarge(FuzzOptions options, TextWriter output, TextWriter progress)
    {
        foreach (var name in options.Targets) TargetList.Find(name);
        var records = new List<LargeRecord>();
        foreach (var input in LargeInputs.All.Where(input => options.Targets.Count == 0 || options.Targets.Contains(input.Target)))
        {
            records.Add(new ChildRun(options, new Tally(input.Target, Repository.Findings, progress)).RunLarge(input));
            progress.Write(FuzzTable.Text([records[^1]]).Split('\n')[^2] + '\n');
        }
        output.Write(FuzzTable.Text(records));
        if (options.Keep) Keep(before => before with { Large = Merged(before.Large, records, row => row.Name, [.. LargeInputs.All.Select(LargeRecord.NameOf)]) });
        return records.Exists(record => record.IsFinding) ? 1 : 0;
    }

    private static void Keep(Func<FuzzRecord, FuzzRecord> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Repository.Results)!);
        var before = File.Exists(Repository.Results) ? FuzzJson.Read(Repository.Results) : new() { Seed = 0, Targets = [], Large = [] };
        File.WriteAllText(Repository.Results, FuzzJson.Text(change(before)));
    }

    /// <summary>Rows that were not made anew stay as they are.</summary>
    private static IReadOnlyList<T> Merged<T>(IReadOnlyList<T> before, IReadOnlyList<T> made, Func<T, string> name, IReadOnlyList<string> order)
    {
        var rows = before.Concat(made).GroupBy(name).ToDictionary(same => same.Key, same => same.Last());
        return [.. order.Where(rows.ContainsKey).Select(each => rows[each])];
    }
}
