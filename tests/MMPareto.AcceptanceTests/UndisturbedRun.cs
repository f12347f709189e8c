namespace MMPareto.AcceptanceTests;

/// <summary>The run that those which are disturbed must come to.</summary>
public sealed class UndisturbedRun : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public UndisturbedRun() => Command.Run(Arguments(_runs.FullPath)).Ends(0);

    /// <summary>Its folder.</summary>
    public string Folder => Assert.Single(Directory.GetDirectories(_runs.FullPath));

    /// <summary>Two epochs that save a state every third step, and take a while to validate and to score.</summary>
    public static string[] Arguments(string folder) =>
    [
        "train", "playground", "--epochs", "2", "--plain", "--out", folder, "--set", "training.checkpoint_steps=3",
        "--set", "training.checkpoint_minutes=0", "--set", "training.batch_size=32", "--set", "data.validation_samples=30000", "--set", "data.test_size=10000",
    ];

    public void Dispose() => _runs.Dispose();
}
