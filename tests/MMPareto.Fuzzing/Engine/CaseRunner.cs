using System.Diagnostics;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Fuzzing.Engine;

/// <summary>Makes cases of a target and runs them, one after the other on one thread.</summary>
internal sealed class CaseRunner : IDisposable
{
    /// <summary>Longer is a hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int BytesForAByte = 2000; // what gzip can make of one, and some
    private const string InputName = "current-input";
    private readonly WorkFolder _folder = new();
    private readonly FuzzTarget _target;
    private readonly FuzzSubject _subject;
    private readonly Corpus _corpus;
    private readonly int _seed;

    /// <summary>Prepares it.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">The seed of all cases.</param>
    public CaseRunner(FuzzTarget target, int seed)
    {
        (_target, _seed, _subject) = (target, seed, target.Open(_folder));
        _corpus = new(_subject.Seeds);
    }

    /// <summary>The file with the input of the case that runs; outlives a process that dies of it.</summary>
    public string InputFile => _folder[InputName];

    /// <summary>Runs each healthy input, so that what cases are made of is known to be sound.</summary>
    /// <exception cref="FuzzException">One is refused.</exception>
    public void RequireHealthySeeds()
    {
        foreach (var (seed, i) in _subject.Seeds.Select((seed, i) => (seed, i)))
            if (Run(-1, seed.InputOf(seed.Content)) is { Outcome: not Outcome.Accepted } result)
                throw new FuzzException($"seed {i} of {_target.Name} must be read without an error; got: {result.Text}");
    }

    /// <summary>Makes a case and runs it.</summary>
    /// <param name="number">Its number.</param>
    public CaseResult Run(long number)
    {
        var draws = new Draws(_seed, number);
        var (seed, other) = _corpus.Pick(draws, number);
        var content = Mutator.Mutate(draws, seed.Content, other, _subject.IsText);
        var result = Run(number, seed.InputOf(content));
        if (result.Outcome == Outcome.Refused) _corpus.Note(seed, content, result.Text);
        return result;
    }

    /// <summary>Runs an input.</summary>
    /// <param name="number">The number to tell.</param>
    /// <param name="input">The input.</param>
    public CaseResult Run(long number, byte[] input)
    {
        File.WriteAllBytes(InputFile, input);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var (outcome, text) = Try(input);
        var milliseconds = watch.Elapsed.TotalMilliseconds;
        var allocated = GC.GetTotalAllocatedBytes() - before;
        if (outcome != Outcome.Finding && milliseconds > Patience.TotalMilliseconds) (outcome, text) = (Outcome.Finding, $"takes long: {text}");
        if (outcome != Outcome.Finding && allocated > _target.AllowedBytes + ((long)BytesForAByte * input.Length))
            (outcome, text) = (Outcome.Finding, $"takes much memory: {text}");
        return new(number, outcome, text, milliseconds, allocated >> 10);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private (Outcome Outcome, string Text) Try(byte[] input)
    {
        try
        {
            return Judge([.. _subject.Run(input)]);
        }
#pragma warning disable CA1031 // which exceptions come is what is looked for
        catch (Exception e)
#pragma warning restore CA1031
        {
            for (var inner = e; inner is not null; inner = inner.InnerException)
                if (inner is OutOfMemoryException or InsufficientExecutionStackException) return (Outcome.Finding, Described(e));
            return !_subject.Errors.Contains(e.GetType()) ? (Outcome.Finding, Described(e))
                : Judge(e is ConfigException config ? [.. config.Problems.Select(problem => problem.ToString())] : [e.Message]);
        }
    }

    private (Outcome Outcome, string Text) Judge(string[] messages)
    {
        if (messages.Length == 0) return (Outcome.Accepted, "");
        foreach (var message in messages)
            if (Messages.Problem(message, _subject.Names) is { } problem) return (Outcome.Finding, $"{problem}: {Messages.Beginning(message, _folder.FullPath)}");
        return (Outcome.Refused, Messages.Normal(messages[0], _folder.FullPath));
    }

    /// <summary>The type and where it was thrown, which are the same for one cause.</summary>
    private static string Described(Exception e)
    {
        var frames = (e.StackTrace ?? "").Split('\n').Select(line => line.Trim().Split(" in ")[0]).ToArray();
        var own = frames.FirstOrDefault(frame => frame.Contains("MMPareto.", StringComparison.Ordinal) && !frame.Contains("Fuzzing", StringComparison.Ordinal));
        return $"{e.GetType().Name} {frames[0]} {(own == frames[0] ? "" : own)}: {Messages.Normal(e.Message, "?")}".ReplaceLineEndings(" ");
    }
}
