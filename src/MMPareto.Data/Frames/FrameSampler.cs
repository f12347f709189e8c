namespace MMPareto.Data.Frames;

/// <summary>Chooses which frames of a clip a model sees.</summary>
/// <remarks>
/// The files are cut into as many segments as frames are wanted, each ⌊files / frames⌋ long, and one frame is taken
/// from each; what is left over at the end is never seen. So the loader of CREMA-D in the code of MMPareto [MMPareto2024]
/// does. With fewer files than frames, all files are taken and the last one is repeated.
/// </remarks>
public static class FrameSampler
{
    /// <summary>For evaluation: the middle of each segment, of an even segment the earlier of the two.</summary>
    /// <param name="fileCount">Number of files, at least 1.</param>
    /// <param name="frames">
    /// Receives a position from 0 to <paramref name="fileCount"/> − 1 for each frame, ascending.
    /// </param>
    public static void Middle(int fileCount, Span<int> frames) =>
        Choose(fileCount, frames, static (int length, ref CounterRandom _) => (length - 1) / 2, default);

    /// <summary>For training: a random frame of each segment, each equally likely.</summary>
    /// <param name="fileCount">Number of files, at least 1.</param>
    /// <param name="random">Made of seed, epoch and sample; equal generators choose equal frames.</param>
    /// <param name="frames">
    /// Receives a position from 0 to <paramref name="fileCount"/> − 1 for each frame, ascending.
    /// </param>
    public static void Random(int fileCount, CounterRandom random, Span<int> frames) =>
        Choose(fileCount, frames, static (int length, ref CounterRandom random) => random.NextInt(length), random);

    private static void Choose(int fileCount, Span<int> frames, Choice within, CounterRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fileCount, 1);
        var length = frames.Length == 0 ? 0 : fileCount / frames.Length;
        for (var i = 0; i < frames.Length; i++)
            frames[i] = length == 0 ? Math.Min(i, fileCount - 1) : (i * length) + within(length, ref random);
    }

    private delegate int Choice(int length, ref CounterRandom random);
}
