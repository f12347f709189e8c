namespace MMPareto.Fuzzing.Engine;

/// <summary>What became of a case.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Outcome">Accepted, refused as it must be, or a finding.</param>
/// <param name="Text">The normalised message of a refusal, or the finding; both the same for the same cause.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="AllocatedKiB">Managed memory that it took in all.</param>
internal sealed record CaseResult(long Number, Outcome Outcome, string Text, double Milliseconds, long AllocatedKiB);
