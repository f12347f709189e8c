namespace MMPareto.AcceptanceTests;

public class ScriptTests
{
    [Fact]
    public void The_script_works_through_a_link_from_anywhere()
    {
        Need.That(!OperatingSystem.IsWindows(), "Windows has mmpareto.cmd");
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], Path.Combine(Root(), "mmpareto"));
        File.CreateSymbolicLink(folder["second"], "link");
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", Command.RunProgram(folder["second"], "--version").Ends(0).Out);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MMPareto.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
