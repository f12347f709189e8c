using System.CommandLine;
using MMPareto.Cli;

namespace MMPareto.Tests.Cli;

/// <summary>docs/command-line.md tells of every command and option.</summary>
public class CommandLinePageTests
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            Add(new CommandLine(new Captured().Terminal).Root(), "mmpareto", data);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_tells_of_it(string command, string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "command-line.md"));
        Assert.Contains($"`{name}", page, StringComparison.Ordinal);
        Assert.Contains(command, page, StringComparison.Ordinal);
    }

    private static void Add(Command command, string path, TheoryData<string, string> data)
    {
        foreach (var option in command.Options) data.Add(path, option.Name);
        foreach (var child in command.Subcommands)
        {
            data.Add(path, $"{path} {child.Name}");
            Add(child, $"{path} {child.Name}", data);
        }
    }
}
