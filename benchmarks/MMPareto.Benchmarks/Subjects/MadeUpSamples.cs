using MMPareto.Data;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>Normally distributed numbers with random classes: what costs time does not depend on what is seen.</summary>
internal sealed class MadeUpSamples : IMultimodalDataset
{
    private const long Seed = 7;
    private const long LabelStream = -1;
    private readonly float[][][] _stored;
    private readonly int[] _labels;

    /// <param name="subject">Shapes and classes.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="stored">Different ones among them, which repeat; 0 for all.</param>
    public MadeUpSamples(Subject subject, int count, int stored = 0)
    {
        (Modalities, ClassCount, Count) = (subject.Modalities, subject.ClassCount, count);
        var different = stored == 0 ? count : stored;
        _stored = [.. Enumerable.Range(0, different).Select(
            index => Modalities.Select((modality, m) => Values(index, m, modality.Length)).ToArray())];
        _labels = [.. Enumerable.Range(0, different).Select(index => new CounterRandom(Seed, index, LabelStream).NextInt(ClassCount))];
    }

    public string Name => "made-up";

    public IReadOnlyList<Modality> Modalities { get; }

    public int ClassCount { get; }

    public int Count { get; }

    public int LabelOf(int index) => _labels[index % _labels.Length];

    public void Read(int index, SampleDestination destination)
    {
        var sample = _stored[index % _stored.Length];
        for (var m = 0; m < sample.Length; m++) sample[m].CopyTo(destination[m]);
    }

    private static float[] Values(int index, int modality, int length)
    {
        var random = new CounterRandom(Seed, index, modality);
        var values = new float[length];
        foreach (ref var value in values.AsSpan()) value = (float)random.NextGaussian();
        return values;
    }
}
