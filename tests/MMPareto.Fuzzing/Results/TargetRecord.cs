namespace MMPareto.Fuzzing.Results;

/// <summary>What came out for one target.</summary>
internal sealed record TargetRecord
{
    /// <summary>Its name.</summary>
    public required string Target { get; init; }

    /// <summary>Cases that were run.</summary>
    public required int Cases { get; init; }

    /// <summary>Cases that were read without an error.</summary>
    public required int Accepted { get; init; }

    /// <summary>Different messages of refusals, without paths, digits and quoted parts.</summary>
    public required int Messages { get; init; }

    /// <summary>Those of them that tell a place in the file.</summary>
    public required int WithPlace { get; init; }

    /// <summary>Different findings.</summary>
    public required int Findings { get; init; }

    /// <summary>The slowest case, in milliseconds.</summary>
    public required double SlowestMilliseconds { get; init; }

    /// <summary>The most managed memory that a case took in all.</summary>
    public required double MostAllocatedMiB { get; init; }

    /// <summary>The most memory that the process had at once, native memory and the program itself included.</summary>
    public required long PeakMiB { get; init; }
}
