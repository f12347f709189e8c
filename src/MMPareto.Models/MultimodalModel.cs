using MMPareto.Data;
using MMPareto.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>One encoder for each modality, one own head for each, and a fused output: of a fusion with its head, or the ensemble.</summary>
/// <remarks>
/// <para>Parameter names: <c>encoders.NAME.…</c>, <c>exchange.…</c>, <c>fusion.…</c>, <c>head.…</c>, <c>heads.NAME.…</c>.
/// The own heads are separate linear layers, as in [MMPareto2024]; they are not slices of the fused head.</para>
/// <para>Without a fusion the model is a late-fusion ensemble: the fused logits are the logarithm of the mean of the own
/// heads' probabilities, and there is no fused head.</para>
/// </remarks>
public sealed class MultimodalModel : Model
{
    // Children carry their names as an attribute: a name given to register_module alone would leave the field's own name
    // beside it, and every tensor twice in the weights, once this model is itself a child.
    [ComponentName(Name = "encoders")]
    private readonly ModuleDict<Encoder> _namedEncoders;

    [ComponentName(Name = "exchange")]
    private readonly ExchangeModule? _exchange;

    [ComponentName(Name = "fusion")]
    private readonly FusionModule? _fusion;

    [ComponentName(Name = "head")]
    private readonly Linear? _head;

    [ComponentName(Name = "heads")]
    private readonly ModuleDict<Linear> _namedHeads;

    private readonly Encoder[] _encoders;
    private readonly Linear[] _heads;

    /// <summary>A model for some modalities.</summary>
    /// <param name="encoders">Name and encoder of each modality, at least one; names are unique, letters, digits, '-' and '_'.</param>
    /// <param name="fusion">Joins the features of all modalities; null for the ensemble of the own heads.</param>
    /// <param name="classCount">Number of classes, c ≥ 2.</param>
    /// <param name="exchange">Takes inputs through these same encoders, which exchange information; null for encoders by themselves.</param>
    /// <exception cref="ArgumentException">No encoder, a name that is used twice or cannot be a module's, or under two classes.</exception>
    public MultimodalModel(
        IReadOnlyList<(string Name, Encoder Encoder)> encoders, FusionModule? fusion, int classCount, ExchangeModule? exchange = null)
        : this(encoders, fusion, Target.OfClasses(classCount), exchange)
    {
    }

    /// <summary>A model for some modalities and what is predicted from them.</summary>
    /// <param name="encoders">Name and encoder of each modality, at least one; names are unique, letters, digits, '-' and '_'.</param>
    /// <param name="fusion">Joins the features of all modalities; null for the ensemble of the own heads.</param>
    /// <param name="target">What all heads predict.</param>
    /// <param name="exchange">Takes inputs through these same encoders, which exchange information; null for encoders by themselves.</param>
    /// <exception cref="ArgumentException">No encoder, a name that is used twice or cannot be a module's, or under two classes.</exception>
    public MultimodalModel(
        IReadOnlyList<(string Name, Encoder Encoder)> encoders, FusionModule? fusion, Target target, ExchangeModule? exchange = null)
        : base(nameof(MultimodalModel))
    {
        Check(encoders);
        TargetChecks.Require(target, "classCount");
        ModalityNames = [.. encoders.Select(e => e.Name)];
        Targets = [target];
        _encoders = [.. encoders.Select(e => e.Encoder)];
        _exchange = exchange;
        _fusion = fusion;
        _head = fusion is null ? null : nn.Linear(fusion.FeatureCount, target.OutputCount);
        _heads = [.. encoders.Select(e => nn.Linear(e.Encoder.FeatureCount, target.OutputCount))];

        _namedEncoders = nn.ModuleDict<Encoder>([.. encoders.Select(e => (e.Name, e.Encoder))]);
        _namedHeads = nn.ModuleDict<Linear>([.. ModalityNames.Select((name, k) => (name, _heads[k]))]);
        RegisterComponents();
    }

    /// <summary>Names of the modalities, in the model's order.</summary>
    public override IReadOnlyList<string> ModalityNames { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> HeadNames => ModalityNames;

    /// <inheritdoc/>
    public override bool IsMultitask => false;

    /// <summary>Whether the fused output is the ensemble of the own heads, without a fused head.</summary>
    public bool IsEnsemble => _head is null;

    /// <inheritdoc/>
    public override IReadOnlyList<Target> Targets { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, nn.Module Module)> Groups =>
        [.. ModalityNames.Zip(_encoders, (name, encoder) => (name, (nn.Module)encoder))];

    /// <summary>The encoders, in the model's order: the groups whose gradients are combined.</summary>
    public override IReadOnlyList<Encoder> Encoders => _encoders;

    /// <summary>The own heads, in the model's order.</summary>
    public IReadOnlyList<Linear> Heads => _heads;

    /// <summary>How the encoders exchange information; null when each is by itself.</summary>
    public ExchangeModule? Exchange => _exchange;

    /// <summary>Whether the fused head falls into a part for each modality, as it does after concatenation.</summary>
    public bool HasSplitHead => _fusion?.Parts is not null;

    /// <summary>The weight of the fused head, [c, d]; null where there is none. The model keeps it.</summary>
    public Parameter? FusedWeight => _head?.weight;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> EncodeInputs(IReadOnlyDictionary<string, Tensor> inputs, Presence? presence)
    {
        Tensor[] ordered = [.. ModalityNames.Select(name => InputOf(inputs, name))];
        if (_exchange is null)
            return [.. _encoders.Select((encoder, k) => PartialEncoding.Of(encoder, ordered[k], presence?.RowsOf(ModalityNames[k])))];
        return RowsOf(presence) is null ? _exchange.Encode(ordered) : throw new ArgumentException(
            "presence must be null for encoders that exchange information; got samples that lack a modality.", nameof(presence));
    }

    /// <inheritdoc/>
    public override ModelOutput Decode(IReadOnlyList<Tensor> features, Presence? presence = null)
    {
        var heads = PredictEach(features);
        var fused = IsEnsemble ? EnsembleOutput.Of(heads, LogWeights(presence), Targets[0].Kind) : Fuse(features);
        return new(features, fused, heads, RowsOf(presence)) { Targets = Targets };
    }

    /// <summary>The samples that each own head speaks of, as places in the batch; null for a head that speaks of all.</summary>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    /// <returns>In the model's order; null when every head speaks of all.</returns>
    public IReadOnlyList<long[]?>? RowsOf(Presence? presence)
    {
        if (presence is null) return null;
        long[]?[] rows = [.. ModalityNames.Select(presence.RowsOf)];
        return rows.All(each => each is null) ? null : rows;
    }

    /// <summary>Logits of the fused head, or of the ensemble.</summary>
    /// <param name="features">[b, d_k] each, in the model's order; zeros where a sample lacks the modality.</param>
    /// <param name="presence">Which samples have which modality; null when all have all.</param>
    /// <returns>[b, c].</returns>
    public Tensor Fuse(IReadOnlyList<Tensor> features, Presence? presence = null)
    {
        using var scope = NewDisposeScope();
        var logits = IsEnsemble ? EnsembleOutput.Of(PredictEach(features), LogWeights(presence), Targets[0].Kind) : _head!.call(_fusion!.call(features));
        return logits.MoveToOuterDisposeScope();
    }

    /// <summary>Logits of each modality's own head.</summary>
    /// <param name="features">[b, d_k] each, in the model's order.</param>
    /// <returns>[b, c] each, in the model's order.</returns>
    public IReadOnlyList<Tensor> PredictEach(IReadOnlyList<Tensor> features) =>
        [.. features.Select((feature, k) => _heads[k].call(feature))];

    /// <summary>−log of how many modalities a sample has where it has one, and −∞ where it lacks it: [k, b, 1]; null when all have all.</summary>
    private Tensor? LogWeights(Presence? presence)
    {
        if (presence is null) return null;
        var weights = new double[ModalityNames.Count * presence.Size];
        for (var row = 0; row < presence.Size; row++)
        {
            var weight = -Math.Log(ModalityNames.Count(name => presence.Has(name, row)));
            for (var k = 0; k < ModalityNames.Count; k++)
                weights[(k * presence.Size) + row] = presence.Has(ModalityNames[k], row) ? weight : double.NegativeInfinity;
        }
        return tensor(weights, [ModalityNames.Count, presence.Size, 1]);
    }

    /// <summary>Logits of each modality's part of the fused head, W_k z_k + b/n; their sum is what <see cref="Fuse"/> gives.</summary>
    /// <param name="features">[b, d_k] each, in the model's order.</param>
    /// <returns>[b, c] each, in the model's order.</returns>
    /// <exception cref="InvalidOperationException">The fused head does not fall into parts.</exception>
    public IReadOnlyList<Tensor> PredictParts(IReadOnlyList<Tensor> features)
    {
        if (_fusion?.Parts is not { } counts)
            throw new InvalidOperationException("PredictParts needs a fused head on concatenated features; this model has none.");
        using var scope = NewDisposeScope();
        var bias = _head!.bias!.DividedBy(features.Count);
        var parts = new Tensor[features.Count];
        var start = 0;
        for (var k = 0; k < parts.Length; start += counts[k++])
            parts[k] = nn.functional.linear(features[k], _head.weight!.narrow(1, start, counts[k]), bias).MoveToOuterDisposeScope();
        return parts;
    }

    private static void Check(IReadOnlyList<(string Name, Encoder Encoder)> encoders)
    {
        if (encoders.Count == 0) throw new ArgumentException("encoders must have at least one entry; got none.", nameof(encoders));
        foreach (var (name, _) in encoders)
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw new ArgumentException($"a modality's name must be letters, digits, '-' and '_'; got '{name}'.", nameof(encoders));
        if (encoders.GroupBy(e => e.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"names of modalities must be unique; got '{twice.Key}' {twice.Count()} times.", nameof(encoders));
    }
}
