namespace MMPareto.Data;

/// <summary>A data set with several labels a sample, one for each task; all tasks have the same number of classes.</summary>
/// <remarks><see cref="IMultimodalDataset.LabelOf"/> is the label of the first task.</remarks>
public interface IMultitaskDataset : IMultimodalDataset
{
    /// <summary>Names of the tasks, at least two, in the order of the labels.</summary>
    IReadOnlyList<string> Tasks { get; }

    /// <summary>The class of one sample in one task.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <param name="task">The task, from 0.</param>
    /// <returns>Its class, from 0 to <see cref="IMultimodalDataset.ClassCount"/> − 1.</returns>
    int LabelOf(int index, int task);
}
