using MMPareto.Data;

namespace MMPareto.Tests.Data;

/// <summary>Sample i holds i and −i, and can be made to fail or to take its time.</summary>
internal sealed class CountingDataset(int count) : IMultimodalDataset
{
    private int _reads;

    public string Name => "counting";

    public IReadOnlyList<Modality> Modalities { get; init; } = [new("up", [2]), new("down", [1, 3])];

    public int ClassCount => 5;

    public int Count => count;

    /// <summary>The sample that cannot be read.</summary>
    public int Broken { get; init; } = -1;

    /// <summary>The sample whose label is out of range.</summary>
    public int Mislabelled { get; init; } = -1;

    /// <summary>How long sample i takes, in milliseconds.</summary>
    public Func<int, int> Milliseconds { get; init; } = _ => 0;

    /// <summary>How often any sample was read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public int LabelOf(int index) => index == Mislabelled ? 5 : index % ClassCount;

    public void Read(int index, SampleDestination destination)
    {
        Interlocked.Increment(ref _reads);
        if (Milliseconds(index) is > 0 and var pause) Thread.Sleep(pause);
        if (index == Broken) throw new InvalidOperationException("the disk is on fire.");
        destination[0].Fill(index);
        destination[1].Fill(-index);
    }
}
