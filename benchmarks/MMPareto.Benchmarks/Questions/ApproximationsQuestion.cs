using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;

namespace MMPareto.Benchmarks.Questions;

/// <summary>What do the approximations of mmpareto cost over uniform, and how far is their direction from the exact one?</summary>
/// <param name="subjects">Models whose encoders are separate, the smallest first.</param>
internal sealed class ApproximationsQuestion(IReadOnlyList<Subject> subjects) : IQuestion
{
    private const string Uniform = "uniform";
    private const string Features = "mmpareto~features";
    private const string Refresh = "mmpareto~refresh10";
    private const int StepsInBlock = 10; // one that solves, and nine that do not

    public string Name => "approximations";

    public string Summary => "mmpareto~features and mmpareto~refresh10 against uniform, and their direction against the exact step's";

    public IReadOnlyList<Subject> Subjects => subjects;

    public IReadOnlyList<Bar> Bars { get; } =
    [
        .. from subject in subjects
           from method in (string[])[Features, Refresh]
           select new Bar(BarOf(subject, method), 4, $"{subject.Name}: {method} step over uniform", 1.10, Units.Ratio),
    ];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        foreach (var subject in Subject.Chosen(subjects, options))
        {
            var rounds = options.PairsOr(subject.IsSmall ? 40 : 6);
            progress.WriteLine($"{Name}: {subject.Name}, {rounds} rounds of {StepsInBlock} steps");
            using var trainee = new Trainee(subject, Engine.Default);
            foreach (var method in (string[])[Features, Refresh])
                findings.Add(BarOf(subject, method), Measure(trainee, method, rounds, options.WarmUps(subject.IsSmall ? 4 : 1)));
        }
        DirectionOnCgMnist.Measure(options.Quick, [Features, Refresh], progress, findings);
        findings.Note($"Steps are timed in blocks of {StepsInBlock}, so that each block of {Refresh} holds one step that solves.");
        findings.Note("Their accuracy beside the exact method's is in docs/results/approximations. They are no entries of the tables of exact methods.");
        return findings;
    }

    private static string BarOf(Subject subject, string method) => $"approximations/{subject.Name}-{method.Split('~')[1]}";

    private static TimedPair Measure(Trainee trainee, string method, int rounds, int warmUps)
    {
        static Action Block(MethodStep step) => () =>
        {
            for (var i = 0; i < StepsInBlock; i++) step.Take();
        };
        return new Alternation(warmUps, rounds)
            .Run(new Contender(Uniform, Block(trainee.Step(Uniform))), new(method, Block(trainee.Step(method))))
            .Each(StepsInBlock).Pair(trainee.Subject.Name, method, Uniform);
    }
}
