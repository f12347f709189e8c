using System.CommandLine;
using System.Globalization;
using MMPareto.Cli.Display;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Experiments;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto data check MANIFEST</c>: reads every row and file, and tells all that is wrong.</summary>
internal static class CheckDataCommand
{
    private const int MostOfAKind = 10;

    private static readonly Argument<string> Manifest = new("MANIFEST")
    {
        Description = "A CSV, TSV, JSON-lines or Parquet file with a row a sample.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("check", "Read every row and file of a manifest, and tell all that is wrong.") { Manifest };
        foreach (var option in ConfigOptions.OfData) command.Add(option);
        command.SetAction(parsed => Check(parsed, terminal));
        return command;
    }

    private static int Check(ParseResult parsed, Terminal terminal)
    {
        var path = parsed.GetRequiredValue(Manifest);
        if (!ManifestFile.IsOne(path)) throw new BadInputException($"MANIFEST must end in {string.Join(", ", ManifestFile.Endings)}; got '{path}'.");
        var options = ManifestExperiment.Options(ConfigOptions.Read(path, parsed));
        var counter = new RowCounter(terminal);
        using var interruption = new Interruption(() => terminal.Error.WriteLine("mmpareto: stopping."), () => { });
        var report = counter.During(() => ManifestCheck.Run(options with { Path = path }, counter.Show, interruption.Token));
        Write(report, path, terminal);
        return report.HasErrors ? ExitCode.Failed : ExitCode.Ok;
    }

    private static void Write(ManifestReport report, string path, Terminal terminal)
    {
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {report.Rows:N0} rows"));
        terminal.Out.WriteLine("");
        TextTable.Write(terminal, ["column", "taken for", "because", "empty"],
        [
            .. report.Columns.Select(column => (string[])
            [
                column.Name, column.Kind.ToString().ToLowerInvariant(), column.Reason,
                report.Missing.TryGetValue(column.Name, out var share) ? (100 * share).ToString("0.# '%'", CultureInfo.InvariantCulture) : "",
            ]),
        ]);
        if (report.Classes.Count > 0)
        {
            terminal.Out.WriteLine("");
            TextTable.Write(terminal, ["class", "training", "validation", "test"],
                [.. report.Classes.Select(each => (string[])[each.Name, Count(each.Train), Count(each.Validation), Count(each.Test)])]);
        }
        terminal.Out.WriteLine("");
        foreach (var kind in report.Findings.GroupBy(finding => (finding.IsError, finding.Kind)))
        {
            foreach (var finding in kind.Take(MostOfAKind)) terminal.Out.WriteLine($"{(finding.IsError ? "error" : "note")}: {finding.Text}");
            if (kind.Count() > MostOfAKind) terminal.Out.WriteLine($"       and {kind.Count() - MostOfAKind} more {kind.Key.Kind}");
        }
        var errors = report.Findings.Count(finding => finding.IsError);
        terminal.Out.WriteLine(errors == 0 ? "No errors: it can be trained on." : errors == 1 ? "1 error." : $"{Count(errors)} errors.");
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
