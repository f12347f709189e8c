using MMPareto.Data;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>A shared trunk, and a head for each task. The trunk is the encoder of one modality, or those of several, whose features are
/// concatenated.</summary>
/// <remarks>
/// Parameter names: <c>trunk.…</c>, or <c>trunk.MODALITY.…</c> with several; <c>heads.TASK.…</c>, with a hidden layer
/// <c>heads.TASK.hidden.…</c> and <c>heads.TASK.output.…</c>.
/// </remarks>
public sealed class MultitaskModel : Model
{
    /// <summary>Name of the one group, in records and errors.</summary>
    public const string GroupName = "trunk";

    [ComponentName(Name = "trunk")]
    private readonly nn.Module _trunk;

    [ComponentName(Name = "heads")]
    private readonly ModuleDict<nn.Module<Tensor, Tensor>> _namedHeads;

    private readonly Encoder[] _encoders;
    private readonly nn.Module<Tensor, Tensor>[] _heads;

    /// <summary>A model for some tasks on one modality, all of one number of classes.</summary>
    /// <param name="modality">Name of the modality that the trunk reads.</param>
    /// <param name="trunk">Turns it into the features that all tasks share.</param>
    /// <param name="tasks">Names of the tasks, at least two, all different.</param>
    /// <param name="classCount">Number of classes of each task, c ≥ 2.</param>
    /// <param name="heads">What each task's head is; null for linear heads.</param>
    /// <exception cref="ArgumentException">Under two tasks, a name that is used twice, under two classes, or a setting of the
    /// heads out of its range.</exception>
    public MultitaskModel(
        string modality, Encoder trunk, IReadOnlyList<string> tasks, int classCount, TaskHeadOptions? heads = null)
        : this([(modality, trunk)], [.. tasks.Select(task => Target.OfClasses(classCount, task))], heads)
    {
    }

    /// <summary>A model for some tasks on one or more modalities.</summary>
    /// <param name="encoders">Name and encoder of each modality, at least one, names all different.</param>
    /// <param name="tasks">What each task predicts, at least two, names all different.</param>
    /// <param name="heads">What each task's head is; null for linear heads.</param>
    /// <exception cref="ArgumentException">No encoder, under two tasks, a name that is used twice, under two classes, or a setting of the
    /// heads out of its range.</exception>
    public MultitaskModel(IReadOnlyList<(string Name, Encoder Encoder)> encoders, IReadOnlyList<Target> tasks, TaskHeadOptions? heads = null)
        : base(nameof(MultitaskModel))
    {
        heads ??= new();
        if (encoders.Count == 0 || encoders.DistinctBy(e => e.Name).Count() != encoders.Count)
            throw new ArgumentException($"encoders must be one or more of different names; got [{string.Join(", ", encoders.Select(e => e.Name))}].", nameof(encoders));
        HeadNames = [.. tasks.Select(task => task.Name)];
        if (tasks.Count < 2 || HeadNames.Distinct().Count() != tasks.Count)
            throw new ArgumentException($"tasks must be two or more of different names; got [{string.Join(", ", HeadNames)}].", nameof(tasks));
        foreach (var task in tasks) TargetChecks.Require(task, "classCount");
        if (heads.HiddenCount < 0) throw new ArgumentException($"HiddenCount must be at least 0; got {heads.HiddenCount}.", nameof(heads));
        if (!(heads.Dropout is >= 0 and < 1))
            throw new ArgumentException($"Dropout must be from 0 to below 1; got {heads.Dropout}.", nameof(heads));
        (ModalityNames, Targets) = ([.. encoders.Select(e => e.Name)], [.. tasks]);
        _encoders = [.. encoders.Select(e => e.Encoder)];
        _trunk = encoders is [var (_, only)] ? only : nn.ModuleDict<Encoder>([.. encoders.Select(e => (e.Name, e.Encoder))]);
        _heads = [.. tasks.Select(task => NewHead(_encoders.Sum(encoder => encoder.FeatureCount), heads, task.OutputCount))];
        _namedHeads = nn.ModuleDict<nn.Module<Tensor, Tensor>>([.. HeadNames.Zip(_heads)]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModalityNames { get; }

    /// <summary>Names of the tasks.</summary>
    public override IReadOnlyList<string> HeadNames { get; }

    /// <inheritdoc/>
    public override bool IsMultitask => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Target> Targets { get; }

    /// <summary>The encoders of the trunk, in the order of the modalities.</summary>
    public override IReadOnlyList<Encoder> Encoders => _encoders;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, nn.Module Module)> Groups => [(GroupName, _trunk)];

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> EncodeInputs(IReadOnlyDictionary<string, Tensor> inputs, Presence? presence)
    {
        using var scope = NewDisposeScope();
        Tensor[] features = [.. _encoders.Select((encoder, k) =>
            PartialEncoding.Of(encoder, InputOf(inputs, ModalityNames[k]), presence?.RowsOf(ModalityNames[k])))];
        return [(features is [var only] ? only : cat(features, 1)).MoveToOuterDisposeScope()];
    }

    /// <inheritdoc/>
    public override ModelOutput Decode(IReadOnlyList<Tensor> features, Presence? presence = null) =>
        new(features, null, [.. _heads.Select(head => head.call(features[0]))]) { Targets = Targets };

    private static nn.Module<Tensor, Tensor> NewHead(int featureCount, TaskHeadOptions options, int classCount) =>
        options.HiddenCount == 0 ? nn.Linear(featureCount, classCount) : new HiddenHead(featureCount, options, classCount);
}
