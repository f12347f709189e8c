namespace MMPareto.AcceptanceTests;

/// <summary>A short training run that several tests look at; trained once.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedRun() => (Result, RunFolder) = Train(_folder.FullPath);

    internal CommandResult Result { get; }

    internal string RunFolder { get; }

    internal static string[] Arguments(string folder) =>
        ["train", "playground", "--limit", "200", "--epochs", "2", "--seed", "3", "--out", folder];

    internal static (CommandResult Result, string RunFolder) Train(string folder)
    {
        var result = Command.Run(Arguments(folder)).Ends(0);
        return (result, Assert.Single(Directory.GetDirectories(folder)));
    }

    public void Dispose() => _folder.Dispose();
}
