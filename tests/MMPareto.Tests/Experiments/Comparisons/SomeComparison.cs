using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Comparisons.Launching;
using MMPareto.Runs.Comparisons;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Experiments.Comparisons;

/// <summary>A small comparison in a folder of its own.</summary>
internal sealed class SomeComparison : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Out => Path.Combine(_folder.FullPath, "out");

    public static ComparisonPlan Plan(params string[] methods) => ComparisonPlanner.Plan(Request(methods));

    public static ComparisonRequest Request(params string[] methods) => new()
    {
        What = "playground",
        Methods = methods,
        SeedCount = 2,
        Settings = ["training.epochs=2", "data.limit=60"],
    };

    public string this[string name] => Path.Combine([Out, .. name.Split('/')]);

    public ComparisonRecord Run(ComparisonPlan plan, IRunLauncher launcher, Recorder? recorder = null) =>
        Comparison.Run(plan, Out, launcher, 1, recorder ?? new Recorder(), recorder?.Stop.Token ?? default);

    public string[] Texts() => [.. new[] { "comparison.csv", "comparison.md", "comparison.tex", "comparison.json" }.Select(name => File.ReadAllText(this[name]))];

    public void Dispose() => _folder.Dispose();
}
