using static TorchSharp.torch;

namespace MMPareto.Native;

/// <summary>Passes over memory by vector code, on as many threads as libtorch computes with.</summary>
public static class MemoryPass
{
    /// <summary>Values in one piece of work: four vectors of them fit the second-level cache.</summary>
    public const int PieceLength = 1 << 16;

    /// <summary>Does pieces of work that do not touch each other, in any order; returns when all are done.</summary>
    /// <param name="count">How many pieces, from 0.</param>
    /// <param name="work">Does the piece of a number.</param>
    public static void Run(int count, Action<int> work)
    {
        var threads = count > 1 ? get_num_threads() : 1;
        if (threads > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
            return;
        }
        for (var piece = 0; piece < count; piece++) work(piece);
    }

    /// <summary>Adds up what pieces of work yield, in their order, so that the sum does not depend on the number of threads.</summary>
    /// <param name="count">How many pieces, from 0.</param>
    /// <param name="work">Yields the part of a piece.</param>
    public static double Sum(int count, Func<int, double> work)
    {
        var parts = new double[count];
        Run(count, piece => parts[piece] = work(piece));
        return parts.Sum();
    }
}
