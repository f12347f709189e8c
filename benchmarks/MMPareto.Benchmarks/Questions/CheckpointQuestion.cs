using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using MMPareto.Training.Checkpoints;

namespace MMPareto.Benchmarks.Questions;

/// <summary>How long does it take to write and to read the weights of a model?</summary>
/// <param name="subject">The model.</param>
internal sealed class CheckpointQuestion(Subject subject) : IQuestion
{
    private const string Ours = "Checkpoint";
    private const string Theirs = "TorchSharp";

    public string Name => "checkpoint";

    public string Summary => "writing and reading weights, checksum included, against TorchSharp's save and load without one";

    public IReadOnlyList<Subject> Subjects => [];

    public IReadOnlyList<Bar> Bars => [];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        var rounds = options.PairsOr(20);
        progress.WriteLine(FormattableString.Invariant($"{Name}: {subject.Name}, {rounds} rounds"));
        using var ours = new Trainee(subject, Engine.Default);
        using var theirs = new Trainee(subject, Engine.Plain); // TorchSharp cannot save weights of another layout
        using var folder = new WorkFolder();
        var (checkpoint, saved) = (folder["weights.safetensors"], folder["weights.dat"]);
        var time = new Alternation(1, rounds);
        var written = time.Run(new Contender(Theirs, () => theirs.Model.save(saved)), new(Ours, () => Checkpoint.Save(checkpoint, ours.Model, 1)));
        var read = time.Run(new Contender(Theirs, () => theirs.Model.load(saved)), new(Ours, () => Checkpoint.Load(checkpoint, ours.Model)));
        findings.Add(written.Pair($"{subject.Name}, write", Ours, Theirs));
        findings.Add(read.Pair($"{subject.Name}, read", Ours, Theirs));
        findings.Add(subject.Name, "size of the file", new FileInfo(checkpoint).Length, Units.Bytes);
        return findings;
    }
}
