using MMPareto.Data;

namespace MMPareto.Tests.Data;

/// <summary>Reads samples into arrays.</summary>
internal static class Samples
{
    public static float[][] ReadSample(this IMultimodalDataset dataset, int index)
    {
        var values = dataset.Modalities.Select(modality => new float[modality.Length]).ToArray();
        dataset.Read(index, new SampleDestination([.. values.Select(array => array.AsMemory())]));
        return values;
    }

    /// <summary>A hash of everything in a data set.</summary>
    public static int Fingerprint(this IMultimodalDataset dataset)
    {
        var hash = new HashCode();
        for (var i = 0; i < dataset.Count; i++)
        {
            hash.Add(dataset.LabelOf(i));
            foreach (var value in dataset.ReadSample(i).SelectMany(values => values)) hash.Add(value);
        }
        return hash.ToHashCode();
    }
}
