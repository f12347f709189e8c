namespace MMPareto.AcceptanceTests;

public class ExampleTests
{
    [Theory]
    [InlineData("QuickStart")]
    [InlineData("CustomDataset")]
    public void An_example_runs_to_its_end(string name)
    {
        var result = Command.RunProgram("dotnet", Path.Combine(Folder(name), $"{name}.dll")).Ends(0);
        Assert.NotEqual("", result.Out.Trim());
        Assert.Equal("", result.Error);
    }

    /// <summary>Programs are built beside each other: <c>artifacts/bin/NAME/release/</c>.</summary>
    private static string Folder(string project)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }
}
