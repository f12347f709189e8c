using MMPareto.Data;

namespace MMPareto.Tests.Training;

/// <summary>Samples made by functions: every value of a modality is the same number.</summary>
/// <param name="count">Number of samples.</param>
/// <param name="value">Value by sample, modality and number of samples read so far.</param>
/// <param name="label">Class by sample and number of whole passes before this one.</param>
internal sealed class FakeDataset(int count, Func<int, int, int, float> value, Func<int, int, int> label) : IMultimodalDataset
{
    private int _reads;

    public string Name => "fake";

    public IReadOnlyList<Modality> Modalities { get; init; } = [new("m1", [8]), new("m2", [8])];

    public int ClassCount { get; init; } = 3;

    public int Count => count;

    public int LabelOf(int index) => label(index, (_reads - 1) / count);

    public void Read(int index, SampleDestination destination)
    {
        for (var m = 0; m < Modalities.Count; m++) destination[m].Fill(value(index, m, _reads));
        _reads++;
    }
}
