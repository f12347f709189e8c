using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Diagnostics;
using MMPareto.Native;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto diagnose RUN</c>: looks closer at what a run has learned.</summary>
internal static class DiagnoseCommand
{
    private static readonly Argument<string> Run = RunArguments.Run();

    private static readonly (Option<bool> Option, DiagnosticParts Part)[] Parts =
    [
        (new("--noise") { Description = "Noise of the mini-batch gradients at frozen weights." }, DiagnosticParts.Noise),
        (new("--probe") { Description = "Linear probe of each frozen encoder." }, DiagnosticParts.Probe),
        (new("--shapley") { Description = "Contribution of each modality, with zeroed inputs." }, DiagnosticParts.Shapley),
        (new("--landscape") { Description = "The loss around the solution." }, DiagnosticParts.Landscape),
    ];

    private static readonly Option<string> Checkpoint = RunArguments.Checkpoint();

    private static readonly Option<int?> Limit = LimitOption();

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print diagnostics.json, fractions from 0 to 1, in place of the table.",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("diagnose", "Gradient noise, probes, contributions and landscape of a run; all of them by default.") { Run };
        foreach (var (option, _) in Parts) command.Add(option);
        command.Add(Checkpoint);
        command.Add(Limit);
        command.Add(Json);
        command.SetAction(parsed => Diagnose(parsed, terminal));
        return command;
    }

    private static int Diagnose(ParseResult parsed, Terminal terminal)
    {
        var folder = RunArguments.Open(parsed.GetRequiredValue(Run));
        var asked = Parts.Where(part => parsed.GetValue(part.Option)).Aggregate(DiagnosticParts.None, (all, part) => all | part.Part);
        var request = new DiagnosisRequest
        {
            Parts = asked == DiagnosticParts.None ? DiagnosticParts.All : asked,
            Checkpoint = parsed.GetRequiredValue(Checkpoint),
            Limit = parsed.GetValue(Limit),
        };
        LibTorch.EnsureLoaded();
        Allocator.KeepFreedMemory();
        var result = Diagnosis.Run(folder, request, sentence => terminal.Error.WriteLine($"mmpareto: {sentence}"));
        if (result.Measured == DiagnosticParts.None) return ExitCode.Ok;
        if (parsed.GetValue(Json))
        {
            terminal.Out.Write(File.ReadAllText(folder.DiagnosticsFile));
            return ExitCode.Ok;
        }
        terminal.Out.WriteLine($"{CommandText.Shown(folder.FullPath)}, {request.Checkpoint} checkpoint");
        foreach (var line in DiagnosticsTable.Lines(result.Record!, result.Measured, terminal.Symbols.Missing)) terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"Kept in {CommandText.Shown(folder.DiagnosticsFile)}");
        return ExitCode.Ok;
    }

    private static Option<int?> LimitOption()
    {
        var option = new Option<int?>("--limit") { Description = "Samples that each part looks at, at most.", HelpName = "N" };
        option.Validators.Add(result =>
        {
            var given = result.Tokens is [var token] ? token.Value : "";
            if (!int.TryParse(given, out var limit) || limit < 1) result.AddError($"--limit must be an integer of at least 1; got '{given}'.");
        });
        return option;
    }
}
