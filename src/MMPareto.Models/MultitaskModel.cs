using MMPareto.Data;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>One shared trunk on one modality, and a head for each task.</summary>
/// <remarks>
/// Parameter names: <c>trunk.…</c>, <c>heads.TASK.…</c>; with a hidden layer <c>heads.TASK.hidden.…</c> and
/// <c>heads.TASK.output.…</c>.
/// </remarks>
public sealed class MultitaskModel : Model
{
    /// <summary>Name of the one group, in records and errors.</summary>
    public const string GroupName = "trunk";

    [ComponentName(Name = "trunk")]
    private readonly Encoder _trunk;

    [ComponentName(Name = "heads")]
    private readonly ModuleDict<nn.Module<Tensor, Tensor>> _namedHeads;

    private readonly nn.Module<Tensor, Tensor>[] _heads;

    /// <summary>A model for some tasks.</summary>
    /// <param name="modality">Name of the modality that the trunk reads.</param>
    /// <param name="trunk">Turns it into the features that all tasks share.</param>
    /// <param name="tasks">Names of the tasks, at least two, all different.</param>
    /// <param name="classCount">Number of classes of each task, c ≥ 2.</param>
    /// <param name="heads">What each task's head is; null for linear heads.</param>
    /// <exception cref="ArgumentException">Under two tasks, a name that is used twice, under two classes, or a setting of the
    /// heads out of its range.</exception>
    public MultitaskModel(
        string modality, Encoder trunk, IReadOnlyList<string> tasks, int classCount, TaskHeadOptions? heads = null)
        : base(nameof(MultitaskModel))
    {
        heads ??= new();
        if (tasks.Count < 2 || tasks.Distinct().Count() != tasks.Count)
            throw new ArgumentException($"tasks must be two or more of different names; got [{string.Join(", ", tasks)}].", nameof(tasks));
        if (classCount < 2) throw new ArgumentException($"classCount must be at least 2; got {classCount}.", nameof(classCount));
        if (heads.HiddenCount < 0) throw new ArgumentException($"HiddenCount must be at least 0; got {heads.HiddenCount}.", nameof(heads));
        if (!(heads.Dropout is >= 0 and < 1))
            throw new ArgumentException($"Dropout must be from 0 to below 1; got {heads.Dropout}.", nameof(heads));
        (ModalityNames, HeadNames, ClassCount, _trunk) = ([modality], [.. tasks], classCount, trunk);
        _heads = [.. tasks.Select(_ => NewHead(trunk.FeatureCount, heads, classCount))];
        _namedHeads = nn.ModuleDict<nn.Module<Tensor, Tensor>>([.. tasks.Zip(_heads)]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModalityNames { get; }

    /// <summary>Names of the tasks.</summary>
    public override IReadOnlyList<string> HeadNames { get; }

    /// <inheritdoc/>
    public override bool IsMultitask => true;

    /// <inheritdoc/>
    public override int ClassCount { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, nn.Module Module)> Groups => [(GroupName, _trunk)];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Encode(IReadOnlyDictionary<string, Tensor> inputs, Presence? presence = null) =>
        presence is null ? [_trunk.call(InputOf(inputs, ModalityNames[0]))] : throw new ArgumentException(
            "presence must be null for a model of one modality; got samples that lack it.", nameof(presence));

    /// <inheritdoc/>
    public override ModelOutput Decode(IReadOnlyList<Tensor> features, Presence? presence = null) =>
        new(features, null, [.. _heads.Select(head => head.call(features[0]))]);

    private static nn.Module<Tensor, Tensor> NewHead(int featureCount, TaskHeadOptions options, int classCount) =>
        options.HiddenCount == 0 ? nn.Linear(featureCount, classCount) : new HiddenHead(featureCount, options, classCount);
}
