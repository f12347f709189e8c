using MMPareto.Data;

namespace MMPareto.Tests.Training;

/// <summary>A data set with some inputs taken away.</summary>
internal sealed class PartialDataset(IMultimodalDataset whole, Func<int, int, bool> has) : IPartialDataset
{
    public string Name => whole.Name;

    public IReadOnlyList<Modality> Modalities => whole.Modalities;

    public int ClassCount => whole.ClassCount;

    public int Count => whole.Count;

    public bool IsPartial { get; } = Enumerable.Range(0, whole.Count).Any(i => Enumerable.Range(0, whole.Modalities.Count).Any(m => !has(i, m)));

    /// <summary>Playground data of which two samples in five lack one of the two modalities.</summary>
    public static DatasetSplits Playground() => Of(SmallTraining.Playground(), (i, m) => i % 5 is var r && (m == 0 ? r != 1 : r != 3));

    public static DatasetSplits Of(DatasetSplits data, Func<int, int, bool> has) => data with
    {
        Train = new PartialDataset(data.Train, has),
        Validation = new PartialDataset(data.Validation, has),
        Test = new PartialDataset(data.Test, has),
    };

    public bool Has(int index, int modality) => has(index, modality);

    public int LabelOf(int index) => whole.LabelOf(index);

    public void Read(int index, SampleDestination destination)
    {
        var all = Array.ConvertAll([.. whole.Modalities], modality => new float[modality.Length]);
        whole.Read(index, new SampleDestination(Array.ConvertAll(all, values => (Memory<float>)values)));
        for (var m = 0; m < all.Length; m++)
            if (has(index, m)) all[m].CopyTo(destination[m]);
    }
}
