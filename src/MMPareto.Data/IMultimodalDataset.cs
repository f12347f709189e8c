namespace MMPareto.Data;

/// <summary>A finite list of labelled samples, each with one input per modality.</summary>
/// <remarks>
/// Members are called from several threads at once. A sample's values depend on its index alone: not on the
/// order of the calls, the thread, or the method under training.
/// </remarks>
public interface IMultimodalDataset
{
    /// <summary>What messages and reports call it, such as <c>cg-mnist/train</c>.</summary>
    string Name { get; }

    /// <summary>The modalities of every sample, in the order in which they are read.</summary>
    IReadOnlyList<Modality> Modalities { get; }

    /// <summary>Number of classes; labels run from 0 to one less.</summary>
    int ClassCount { get; }

    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The class of one sample.</summary>
    /// <param name="index">The sample, from 0 to <see cref="Count"/> − 1.</param>
    /// <returns>Its class, from 0 to <see cref="ClassCount"/> − 1.</returns>
    int LabelOf(int index);

    /// <summary>Writes every value of one sample.</summary>
    /// <param name="index">The sample, from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">
    /// Where to write; may hold anything before, so leave no value unwritten.
    /// </param>
    void Read(int index, SampleDestination destination);
}
