namespace MMPareto.Runs;

/// <summary>The gradients of one recorded step; a line of <c>gradients.jsonl</c>.</summary>
public sealed record StepRecord
{
    /// <summary>Number of the step over the whole run, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>Number of the epoch that the step belongs to, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>What was done in each encoder, by name, in the model's order.</summary>
    public required IReadOnlyDictionary<string, EncoderStepRecord> Encoders { get; init; }
}
