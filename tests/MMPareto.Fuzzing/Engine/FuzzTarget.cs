namespace MMPareto.Fuzzing.Engine;

/// <summary>A reader to try.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Open">Prepares it in an empty folder.</param>
internal sealed record FuzzTarget(string Name, Func<WorkFolder, FuzzSubject> Open)
{
    /// <summary>Whether native code reads the bytes, which could end the process: never in the process of the tests.</summary>
    public bool IsNative { get; init; }

    /// <summary>Managed memory that a case may take in all, beside a multiple of its length.</summary>
    public long AllowedBytes { get; init; } = 256L << 20;
}
