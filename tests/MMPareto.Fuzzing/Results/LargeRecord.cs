using MMPareto.Fuzzing.Engine;

namespace MMPareto.Fuzzing.Results;

/// <summary>What became of a large input.</summary>
internal sealed record LargeRecord
{
    /// <summary>Target and what is repeated.</summary>
    public required string Name { get; init; }

    /// <summary>Length of the input.</summary>
    public required double MiB { get; init; }

    /// <summary>Read, refused, or a finding.</summary>
    public required string Outcome { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The most memory that the process had at once, the input and the program itself included.</summary>
    public required long PeakMiB { get; init; }

    /// <summary>Whether it is one.</summary>
    internal bool IsFinding => Outcome == nameof(Engine.Outcome.Finding);

    /// <summary>The name of an input's row.</summary>
    /// <param name="input">The input.</param>
    public static string NameOf(LargeInput input) => $"{input.Target}: {input.Name}";
}
