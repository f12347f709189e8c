using MMPareto.Data;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Training;

namespace MMPareto.Tests.Training.Diagnostics;

/// <summary>Two tasks on one input, and a model for them.</summary>
/// <param name="count">Number of samples.</param>
internal sealed class SomeTasks(int count) : IMultimodalDataset
{
    public string Name => "tasks";

    public IReadOnlyList<Modality> Modalities => [new("pair", [6])];

    public IReadOnlyList<Target> Targets => [Target.OfClasses(3, "left"), Target.OfClasses(3, "right")];

    public int ClassCount => 3;

    public int Count => count;

    public static MultitaskModel NewModel()
    {
        Seeds.SeedInitialWeights(2);
        return new MultitaskModel("pair", new MLPEncoder(6, 5, 4), ["left", "right"], 3);
    }

    public int LabelOf(int index) => LabelOf(index, 0);

    private static int LabelOf(int index, int task) => (task == 0 ? index : index / 3) % 3;

    public void ReadTargets(int index, Span<float> values) => (values[0], values[1]) = (LabelOf(index, 0), LabelOf(index, 1));

    public void Read(int index, SampleDestination destination)
    {
        var values = destination[0];
        for (var i = 0; i < values.Length; i++) values[i] = MathF.Sin((index * 7) + (i * 3)) + LabelOf(index, i % 2);
    }
}
