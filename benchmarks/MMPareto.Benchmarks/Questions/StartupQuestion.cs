using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;

namespace MMPareto.Benchmarks.Questions;

/// <summary>How long until the command answers?</summary>
internal sealed class StartupQuestion : IQuestion
{
    private const string Empty = "empty .NET program";

    public string Name => "startup";

    public string Summary => "mmpareto --help and list methods, from the shell to the prompt, against an empty .NET program";

    public IReadOnlyList<Subject> Subjects => [];

    public IReadOnlyList<Bar> Bars { get; } =
    [
        new("startup/help", 8, "mmpareto --help after the build", 0.25, Units.Seconds),
        new("startup/list", 8, "mmpareto list methods after the build", 0.5, Units.Seconds),
    ];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var rounds = options.PairsOr(20);
        var script = Path.Combine(Repository.Root, OperatingSystem.IsWindows() ? "mmpareto.cmd" : "mmpareto");
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "MMPareto.Cli", "release", "mmpareto.dll");
        ChildProcess.Run(script, ["--version"]); // builds where that is due
        foreach (var (bar, arguments) in new[] { ("startup/help", new[] { "--help" }), ("startup/list", ["list", "methods"]) })
        {
            var command = $"mmpareto {string.Join(' ', arguments)}";
            progress.WriteLine(FormattableString.Invariant($"{Name}: {command}, {rounds} rounds"));
            var timed = new Alternation(2, rounds).Run(
                new Contender(Empty, () => ChildProcess.RunSelf(Children.Nothing)),
                new(command, () => ChildProcess.Run(script, arguments)),
                new("without the script", () => ChildProcess.Run("dotnet", [program, .. arguments])));
            findings.Add(bar, Medians.Of(timed.Of(command)), Medians.Interval(timed.Of(command)));
            findings.Add(timed.Pair("startup", command, Empty));
            findings.Add(timed.Pair(command, "without the script", Empty));
        }
        return findings;
    }
}
