using System.CommandLine;
using MMPareto.Cli.Display;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Cli.Commands;

/// <summary><c>mmpareto config</c>: what can be set, and what an experiment sets.</summary>
internal static class ConfigCommand
{
    private static readonly Argument<string> What = ConfigOptions.What();

    public static Command Create(Terminal terminal) => new("config", "Show settings and their meaning.")
    {
        CreateShow(terminal),
        CreateSchema(terminal),
        CreateKeys(terminal),
    };

    private static Command CreateShow(Terminal terminal)
    {
        var show = new Command("show", "Print an experiment as YAML, every setting included.") { What };
        foreach (var option in ConfigOptions.All) show.Add(option);
        show.SetAction(parsed =>
        {
            terminal.Out.Write(ConfigWriter.Write(ConfigOptions.Read(parsed.GetRequiredValue(What), parsed)));
            return ExitCode.Ok;
        });
        return show;
    }

    private static Command CreateSchema(Terminal terminal)
    {
        var schema = new Command("schema", "Print the JSON Schema of config files, for editors.");
        schema.SetAction(_ =>
        {
            terminal.Out.Write(JsonSchemaWriter.Write(ExperimentSchema.Schema));
            return ExitCode.Ok;
        });
        return schema;
    }

    private static Command CreateKeys(Terminal terminal)
    {
        var keys = new Command("keys", "Print every setting with default and range, as a Markdown table.");
        keys.SetAction(_ =>
        {
            terminal.Out.Write(MarkdownTableWriter.Write(ExperimentSchema.Schema));
            return ExitCode.Ok;
        });
        return keys;
    }
}
