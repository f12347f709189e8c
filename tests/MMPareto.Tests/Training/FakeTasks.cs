using MMPareto.Data;

namespace MMPareto.Tests.Training;

/// <summary>Two tasks of three classes that are read off one vector: task 0 from its first three values, task 1 from its last three.</summary>
/// <param name="count">Number of samples; all nine pairs of classes take turns.</param>
internal sealed class FakeTasks(int count) : IMultimodalDataset
{
    public string Name => "fake tasks";

    public IReadOnlyList<Modality> Modalities { get; } = [new("vector", [6])];

    public IReadOnlyList<Target> Targets { get; } = [Target.OfClasses(3, "left"), Target.OfClasses(3, "right")];

    public int ClassCount => 3;

    public int Count => count;

    public int LabelOf(int index) => LabelOf(index, 0);

    private static int LabelOf(int index, int task) => task == 0 ? index % 3 : index / 3 % 3;

    public void ReadTargets(int index, Span<float> values) => (values[0], values[1]) = (LabelOf(index, 0), LabelOf(index, 1));

    public void Read(int index, SampleDestination destination)
    {
        var random = new CounterRandom(1, index);
        for (var i = 0; i < 6; i++)
            destination[0][i] = (float)((0.3 * random.NextGaussian()) + (LabelOf(index, i / 3) == i % 3 ? 1 : 0));
    }

    public static DatasetSplits Splits() => new(new FakeTasks(90), new FakeTasks(36), new FakeTasks(27), "hash", []);
}
