using System.CommandLine;
using System.Globalization;
using MMPareto.Cli.Display;
using MMPareto.Data.Manifests.Drafting;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto data init FOLDER</c>: a first manifest from a folder of files.</summary>
internal static class InitDataCommand
{
    private static readonly Argument<string> Folder = new("FOLDER")
    {
        Description = "Class folders of files, or files that are paired by their names.",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The manifest to write; default manifest.csv in the folder. Paths in it start from FOLDER.",
        HelpName = "FILE",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("init", "Write a first manifest from a folder of files.") { Folder, Out };
        command.SetAction(parsed => Init(parsed.GetRequiredValue(Folder), parsed.GetValue(Out), terminal));
        return command;
    }

    private static int Init(string folder, string? output, Terminal terminal)
    {
        var path = output ?? Path.Combine(folder, "manifest.csv");
        var draft = ManifestDraft.Of(folder);
        draft.Write(path);
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{path}: {draft.Rows.Count:N0} rows, columns {string.Join(", ", draft.Columns)}"));
        if (draft.PassedOver > 0) terminal.Out.WriteLine($"{draft.PassedOver} files that lie higher than the others are left out.");
        var root = Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) ? ""
            : $" --set {CommandText.Quote($"data.root={folder}")}";
        terminal.Out.WriteLine(draft.HasLabels ? $"Next: mmpareto data check {CommandText.Quote(path)}{root}"
            : "No folder tells the classes: fill in the label column, then run mmpareto data check.");
        return ExitCode.Ok;
    }
}
