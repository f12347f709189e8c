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

    /// <summary>Number of classes; labels run from 0 to one less. Where the target is no class, the number of outputs.</summary>
    int ClassCount { get; }

    /// <summary>What is predicted: one of <see cref="ClassCount"/> classes, unless the data set says otherwise. Several are several tasks.</summary>
    IReadOnlyList<Target> Targets => [Target.OfClasses(ClassCount)];

    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>The class of one sample.</summary>
    /// <param name="index">The sample, from 0 to <see cref="Count"/> − 1.</param>
    /// <returns>Its class, from 0 to <see cref="ClassCount"/> − 1.</returns>
    int LabelOf(int index);

    /// <summary>Writes the values of all targets of one sample: by default its class.</summary>
    /// <param name="index">The sample, from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="values">For each target its <see cref="Target.ValueCount"/> values, in the order of the targets.</param>
    void ReadTargets(int index, Span<float> values) => values[0] = LabelOf(index);

    /// <summary>Writes every value of one sample.</summary>
    /// <param name="index">The sample, from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">
    /// Where to write; may hold anything before, so leave no value unwritten.
    /// </param>
    void Read(int index, SampleDestination destination);
}
