using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Benchmarks.Questions;

/// <summary>What does a step of each method cost over one of uniform?</summary>
/// <param name="subjects">The models that can be asked for, the one of the kept answer first.</param>
internal sealed class MethodsQuestion(IReadOnlyList<Subject> subjects) : IQuestion
{
    private const string Uniform = "uniform";

    public string Name => "methods";

    public string Summary => "a step of every method against one of uniform, and its backward passes";

    public IReadOnlyList<Subject> Subjects => subjects;

    public IReadOnlyList<Bar> Bars => [];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var subject = Subject.Chosen(subjects, options)[0]; // the first, where nobody names one
        foreach (var method in Catalog.Methods.Select(method => method.Name).Where(name => name != Uniform))
        {
            var rounds = options.PairsOr(60, quick: 2);
            progress.WriteLine($"{Name}: {method} on {subject.Name}, {rounds} rounds");
            try
            {
                Measure(subject, method, rounds, options.WarmUps(subject.WarmUps / 2), findings);
            }
            catch (ConfigException e)
            {
                findings.Note($"{method} has no figure: {e.Problems[0].Found}.");
            }
        }
        findings.Note("Steps alone: the probe runs of g-blending and the prototypes of pmr, which are made between epochs, are not in them. "
            + "Uniform and uniform-scaled are without their measuring step.");
        return findings;
    }

    private static void Measure(Subject subject, string method, int rounds, int warmUps, Findings findings)
    {
        using var trainee = new Trainee(subject, Engine.Default, method);
        using var other = new Trainee(subject, Engine.Default, Uniform);
        var (step, uniform) = (trainee.Step(method), other.Step(Uniform));
        var timed = new Alternation(warmUps, rounds).Run(new Contender(Uniform, uniform.Take), new(method, step.Take));
        findings.Add(timed.Pair(subject.Name, method, Uniform));
        if (step.HasRows) findings.Add(subject.Name, $"{method}: backward passes a step", step.CountPasses(), Units.Count);
    }
}
