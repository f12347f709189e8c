using MMPareto.Models.Encoders;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Exchange;

/// <summary>Two convolutional encoders with an <see cref="MMTM"/> after each layer but the first, as in [Wu2022].</summary>
/// <remarks>Parameter names: <c>units.I.…</c>, I from 0.</remarks>
public sealed class MMTMExchange : ExchangeModule
{
    [ComponentName(Name = "units")]
    private readonly ModuleList<MMTM> _units = [];

    private readonly ConvEncoder[] _encoders; // an array, so that they do not become children

    /// <summary>An exchange between two encoders.</summary>
    /// <param name="first">The first encoder of the model.</param>
    /// <param name="second">The second one.</param>
    /// <exception cref="ArgumentException">The encoders differ in the number of layers, or have under two.</exception>
    public MMTMExchange(ConvEncoder first, ConvEncoder second) : base(nameof(MMTMExchange))
    {
        if (first.LayerCount != second.LayerCount || first.LayerCount < 2)
            throw new ArgumentException(
                $"encoders must have the same number of layers, 2 or more; got {first.LayerCount} and {second.LayerCount}.", nameof(second));
        _encoders = [first, second];
        for (var layer = 1; layer < first.LayerCount; layer++)
            _units.Add(new MMTM(first.ChannelsOf(layer), second.ChannelsOf(layer)));
        RegisterComponents();
    }

    /// <summary>The modules, from the first exchange to the last.</summary>
    public IReadOnlyList<MMTM> Units => [.. _units];

    /// <summary>The branch (0 or 1) that nothing of the other enters in training; null for none. Evaluation does not heed it.</summary>
    public int? Curated
    {
        get => _units[0].Branches[0].IsCurated ? 0 : _units[0].Branches[1].IsCurated ? 1 : null;
        set
        {
            foreach (var unit in _units)
                for (var branch = 0; branch < 2; branch++) unit.Branches[branch].IsCurated = branch == value;
        }
    }

    /// <summary>Parameters through which a branch hears of the other: its gates, and what both branches have in common.</summary>
    /// <param name="branch">0 or 1.</param>
    public IReadOnlyList<Parameter> BypassOf(int branch) =>
        [.. _units.SelectMany(unit => unit.Joint.parameters().Concat(unit.Branches[branch].parameters()))];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Encode(IReadOnlyList<Tensor> inputs)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (inputs[0], inputs[1]);
        for (var layer = 0; layer < _encoders[0].LayerCount; layer++)
        {
            (first, second) = (_encoders[0].RunLayer(layer, first), _encoders[1].RunLayer(layer, second));
            if (layer > 0) (first, second) = _units[layer - 1].Exchange(first, second);
        }
        return [ConvEncoder.Pool(first).MoveToOuterDisposeScope(), ConvEncoder.Pool(second).MoveToOuterDisposeScope()];
    }
}
