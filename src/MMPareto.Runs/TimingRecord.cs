namespace MMPareto.Runs;

/// <summary>What one epoch cost; a line of <c>timing.jsonl</c>, the file of clock values.</summary>
public sealed record TimingRecord
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Wall-clock time of the epoch, training and validation, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training samples a second, validation not counted.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Resident memory of the process at the end of the epoch, in bytes.</summary>
    public required long ResidentBytes { get; init; }
}
