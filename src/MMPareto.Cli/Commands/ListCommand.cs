using System.CommandLine;
using System.Text.Json;
using MMPareto.Cli.Display;
using MMPareto.Experiments;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto list</c>: what can be named in a configuration.</summary>
internal static class ListCommand
{
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON.",
        Recursive = true,
    };

    private static readonly Dictionary<string, IReadOnlyList<CatalogEntry>> Kinds = new()
    {
        ["methods"] = Catalog.Methods,
        ["datasets"] = Catalog.Datasets,
        ["models"] = Catalog.Models,
        ["experiments"] = [.. BuiltInExperiments.All.Select(each =>
            new CatalogEntry(each.Name, "experiment", each.Summary, "", $"configs/{each.Name}.yaml"))],
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("list", "Show methods, data sets, models and experiments.") { Json };
        command.SetAction(parsed => ListAll(parsed.GetValue(Json), terminal));
        foreach (var (kind, entries) in Kinds)
        {
            var one = new Command(kind, $"Show {kind} only.");
            one.SetAction(parsed => ListOne(entries, parsed.GetValue(Json), terminal));
            command.Add(one);
        }
        return command;
    }

    private static int ListAll(bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Out.WriteLine(
                JsonSerializer.Serialize(Kinds, CliJson.Indented.DictionaryStringIReadOnlyListCatalogEntry));
            return ExitCode.Ok;
        }
        foreach (var (kind, entries) in Kinds)
        {
            if (entries != Kinds.First().Value) terminal.Out.WriteLine();
            terminal.Out.WriteLine(kind);
            Write(entries, terminal);
        }
        return ExitCode.Ok;
    }

    private static int ListOne(IReadOnlyList<CatalogEntry> entries, bool json, Terminal terminal)
    {
        if (!json) Write(entries, terminal);
        else terminal.Out.WriteLine(JsonSerializer.Serialize(entries, CliJson.Indented.IReadOnlyListCatalogEntry));
        return ExitCode.Ok;
    }

    private static void Write(IReadOnlyList<CatalogEntry> entries, Terminal terminal) => TextTable.Write(
        terminal, ["name", "family", "summary"],
        entries.Select(entry => new[] { entry.Name, entry.Family, entry.Summary }));
}
