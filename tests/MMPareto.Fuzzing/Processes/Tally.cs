using System.Globalization;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Results;

namespace MMPareto.Fuzzing.Processes;

/// <summary>Counts what became of the cases of a target, and keeps inputs of findings.</summary>
/// <param name="target">Name of the target.</param>
/// <param name="folder">Where inputs of findings go; made when there is one.</param>
/// <param name="progress">Receives findings.</param>
internal sealed class Tally(string target, string folder, TextWriter progress)
{
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<Outcome, int> _outcomes = [];
    private double _slowest;
    private long _allocatedKiB;
    private long _peakBytes;

    /// <summary>Name of the target.</summary>
    public string Target => target;

    /// <summary>Counts one.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="peakBytes">The most memory that its process has had so far.</param>
    /// <param name="input">The file with its input.</param>
    public void Note(CaseResult result, long peakBytes, string input)
    {
        _outcomes[result.Outcome] = _outcomes.GetValueOrDefault(result.Outcome) + 1;
        (_slowest, _allocatedKiB) = (Math.Max(_slowest, result.Milliseconds), Math.Max(_allocatedKiB, result.AllocatedKiB));
        _peakBytes = Math.Max(_peakBytes, peakBytes);
        if (result.Outcome == Outcome.Refused) _messages.Add(result.Text);
        if (result.Outcome != Outcome.Finding) return;
        var times = _findings[result.Text] = _findings.GetValueOrDefault(result.Text) + 1;
        if (times == 1) progress.WriteLine($"{target}, case {result.Number}: {result.Text}");
        if (times == 1) Keep(result, input);
    }

    /// <summary>The sums.</summary>
    public TargetRecord Record() => new()
    {
        Target = target,
        Cases = _outcomes.Values.Sum(),
        Accepted = _outcomes.GetValueOrDefault(Outcome.Accepted),
        Messages = _messages.Count,
        WithPlace = _messages.Count(Messages.HasPlace),
        Findings = _findings.Count,
        SlowestMilliseconds = Math.Round(_slowest, 1),
        MostAllocatedMiB = Math.Round(_allocatedKiB / 1024.0, 1),
        PeakMiB = _peakBytes >> 20,
    };

    /// <summary>The normalised messages, sorted.</summary>
    public IReadOnlyList<string> SeenMessages => [.. _messages.Order(StringComparer.Ordinal)];

    private void Keep(CaseResult result, string input)
    {
        var kept = Child.KeptInput(input, result.Number);
        var source = File.Exists(kept) ? kept : input; // of a child that has died, the last one
        if (!File.Exists(source)) return;
        Directory.CreateDirectory(folder);
        File.Copy(source, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{target}-{result.Number}.bin")), overwrite: true);
    }
}
