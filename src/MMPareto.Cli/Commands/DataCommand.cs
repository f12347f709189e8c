using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Data.Mnist;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto data</c>: downloads, and shows what is there.</summary>
internal static class DataCommand
{
    private static readonly string[] Names = ["mnist"];

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Where to; by default the cache, where experiments look for it.",
        HelpName = "DIR",
    };

    public static Command Create(Terminal terminal) =>
        new("data", "Download or make data sets, show which are here, and check your own.")
        {
            MakeDataCommand.Create(terminal),
            PrepareDataCommand.Create(terminal),
            CheckDataCommand.Create(terminal),
            InitDataCommand.Create(terminal),
            CreateFetch(terminal),
            CreateList(terminal),
        };

    private static Command CreateFetch(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = $"The data: {string.Join(", ", Names)}." };
        name.Validators.Add(result => Choices.Require("NAME", result.Tokens, Names, result.AddError));
        var fetch = new Command("fetch", "Download what is missing, checked by SHA-256.") { name, Folder };
        fetch.SetAction(parsed => Fetch(parsed.GetValue(Folder) ?? MnistFiles.CacheFolder, terminal));
        return fetch;
    }

    private static Command CreateList(Terminal terminal)
    {
        var list = new Command("list", "Show which data is here.");
        list.SetAction(_ => List(terminal));
        return list;
    }

    private static int Fetch(string folder, Terminal terminal)
    {
        void Tell(string sentence) => terminal.Error.WriteLine($"mmpareto: {sentence}");
        using var interruption = new Interruption(
            () => Tell("stopping; no half-written file is left."), () => { });
        MnistFetcher.FetchAsync(Path.GetFullPath(folder), Tell, interruption.Token).GetAwaiter().GetResult();
        terminal.Out.WriteLine($"mnist is complete in {folder}");
        return ExitCode.Ok;
    }

    private static int List(Terminal terminal)
    {
        var missing = MnistFiles.Original.All.Count(file => file.FindIn(MnistFiles.CacheFolder) is null);
        var state = missing switch { 0 => "here", 4 => "not fetched", _ => $"{missing} of 4 files missing" };
        TextTable.Write(
            terminal, ["name", "state", "used by", "folder"],
            [["mnist", state, "cg-mnist, multi-mnist", MnistFiles.CacheFolder]]);
        return ExitCode.Ok;
    }
}
