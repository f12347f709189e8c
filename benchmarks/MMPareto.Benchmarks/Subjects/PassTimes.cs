using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Timing;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>What a forward and a backward pass take, F and B, and what follows from them.</summary>
/// <param name="Forward">Median seconds of a forward pass with its losses.</param>
/// <param name="Backward">Median seconds by which a backward pass of the sum of all losses adds to it.</param>
internal sealed record PassTimes(double Forward, double Backward)
{
    private const string ForwardName = "forward";
    private const string BothName = "forward and backward";

    /// <summary>A step of two passes over one of a single pass.</summary>
    public double TwoOverOne => (Forward + (2 * Backward)) / (Forward + Backward);

    /// <summary>The released procedure over a step of two passes; its two unimodal passes reach one encoder each.</summary>
    public double ReleasedOverTwo => (Forward + (3 * Backward)) / (Forward + (2 * Backward));

    /// <summary>Measures both in turn.</summary>
    /// <param name="loop">Takes the passes.</param>
    /// <param name="rounds">Rounds that count.</param>
    public static PassTimes Measure(BareLoop loop, int rounds)
    {
        var timed = new Alternation(2, rounds).Run(new Contender(ForwardName, loop.Forward), new(BothName, loop.ForwardAndBackward));
        var (forward, both) = (timed.Of(ForwardName), timed.Of(BothName));
        return new(Medians.Of(forward), Medians.Of([.. both.Zip(forward, (two, one) => two - one)]));
    }

    /// <summary>Adds them to findings.</summary>
    /// <param name="findings">Receives them.</param>
    /// <param name="subject">What they were measured on.</param>
    public void AddTo(Findings findings, string subject)
    {
        findings.Add(subject, "forward pass F", Forward, Units.Seconds);
        findings.Add(subject, "backward pass B", Backward, Units.Seconds);
    }
}
