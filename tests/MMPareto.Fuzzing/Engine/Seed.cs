namespace MMPareto.Fuzzing.Engine;

/// <summary>A healthy input to start from.</summary>
/// <param name="Content">What is mutated.</param>
/// <param name="Wrap">
/// Makes the input of what was mutated, where a checksum or compression would hide what lies below it; null where it is the input itself.
/// </param>
internal sealed record Seed(byte[] Content, Func<byte[], byte[]>? Wrap = null)
{
    /// <summary>The input that a content makes.</summary>
    public byte[] InputOf(byte[] content) => Wrap is null ? content : Wrap(content);
}
