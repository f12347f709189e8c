using static TorchSharp.torch;

namespace MMPareto.Tests.Support;

/// <summary>
/// Counts the tensors that are alive in the process. A leak is one more than before; one fewer is no fault, since what other tests left to
/// the garbage collector may be freed at any time.
/// </summary>
internal static class LiveTensors
{
    /// <summary>The count after collecting garbage, so that none of it can hide a leak later.</summary>
    public static long Settled()
    {
#pragma warning disable RS0030 // other tests leave garbage; what is counted here is disposed
        GC.Collect();
#pragma warning restore RS0030
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    public static void AssertAtMost(long expected)
    {
        var count = Tensor.TotalCount;
        Assert.True(count <= expected, $"{count} tensors are alive, {count - expected} more than expected.");
    }
}
