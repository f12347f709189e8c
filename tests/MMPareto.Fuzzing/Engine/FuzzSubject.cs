namespace MMPareto.Fuzzing.Engine;

/// <summary>A reader, ready to be tried.</summary>
/// <param name="Seeds">Healthy inputs; each is read without an error.</param>
/// <param name="Run">Reads an input; gives messages of refusals that are no exceptions.</param>
/// <param name="Errors">Types of exceptions by which it may refuse.</param>
internal sealed record FuzzSubject(IReadOnlyList<Seed> Seeds, Func<byte[], IEnumerable<string>> Run, params IReadOnlyList<Type> Errors)
{
    /// <summary>Whether its inputs are text.</summary>
    public bool IsText { get; init; }

    /// <summary>What each message must name: the file, or the folder.</summary>
    public string Names { get; init; } = "";

    /// <summary>Of a reader of one file.</summary>
    /// <param name="path">Where each input is put.</param>
    /// <param name="seeds">Healthy inputs.</param>
    /// <param name="read">Reads the file.</param>
    /// <param name="error">The type of its exceptions.</param>
    public static FuzzSubject OfFile(string path, IReadOnlyList<Seed> seeds, Action<string> read, params IReadOnlyList<Type> error) => new(seeds, input =>
    {
        File.WriteAllBytes(path, input);
        read(path);
        return [];
    }, error)
    { Names = path };
}
