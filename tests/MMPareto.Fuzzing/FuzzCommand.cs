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
                _ => Fuzz(FuzzOptions.Parse(arguments), output, progress),
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

            Damages healthy files in thousands of ways and reads them. Targets: {string.Join(", ", TargetList.All.Select(target => target.Name))}.
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
        if (options.Keep) Keep(new() { Seed = options.Seed, Targets = records });
        return records.Exists(record => record.Findings > 0) ? 1 : 0;
    }

    /// <summary>Rows of targets that were not run stay as they are.</summary>
    private static void Keep(FuzzRecord record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Repository.Results)!);
        var before = File.Exists(Repository.Results) ? FuzzJson.Read(Repository.Results).Targets : [];
        var rows = before.Concat(record.Targets).GroupBy(row => row.Target).ToDictionary(same => same.Key, same => same.Last());
        record = record with { Targets = [.. TargetList.All.Where(target => rows.ContainsKey(target.Name)).Select(target => rows[target.Name])] };
        File.WriteAllText(Repository.Results, FuzzJson.Text(record));
    }
}
