using MMPareto.Data;

namespace MMPareto.Experiments.Prediction;

/// <summary>What samples look like, without any: enough to make a model.</summary>
/// <param name="modalities">The modalities.</param>
/// <param name="targets">What is predicted.</param>
internal sealed class DescribedDataset(IReadOnlyList<Modality> modalities, IReadOnlyList<Target> targets) : IMultimodalDataset
{
    public string Name => "a description";

    public IReadOnlyList<Modality> Modalities => modalities;

    public int ClassCount => targets[0].OutputCount;

    public IReadOnlyList<Target> Targets => targets;

    public int Count => 0;

    public int LabelOf(int index) => throw new InvalidOperationException("A description has no samples.");

    public void Read(int index, SampleDestination destination) => throw new InvalidOperationException("A description has no samples.");
}
