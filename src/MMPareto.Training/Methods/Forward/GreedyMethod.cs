using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Exchange;
using MMPareto.Native;
using MMPareto.Native.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Methods.Forward;

/// <summary><c>greedy</c>: for some steps, the slower of two branches must do without what the other tells it [Wu2022].</summary>
/// <remarks>
/// The model has an <see cref="MMTMExchange"/> and no fused head; the loss is the sum of those of the branches. μ_main,k and μ_bypass,k add up
/// ‖∇θ‖²/‖θ‖² of branch k (encoder and head) and of the exchange's parameters that feed it; BDR_k = log10(μ_bypass,k/μ_main,k),
/// d = BDR_0 − BDR_1. From the second epoch on, |d| &gt; ε begins Q steps in which the gates of branch 1 (d &lt; 0) or 0
/// (d &gt; 0) are their running mean. Cost: two sums of squares over all encoder and exchange parameters a step.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class GreedyMethod(GreedyOptions options) : BalancingMethod
{
    private const string Branches = "the fused output of greedy is the mean of its branches' probabilities; a branch hears of the other "
        + "one, so its accuracy is not that of its modality alone";

    private MultimodalModel? _model;
    private int _epoch;

    /// <inheritdoc/>
    public override string Name => "greedy";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _model is null ? [Branches] :
    [
        Branches,
        $"greedy curated {_model.ModalityNames[0]} in {State.CuratedSteps.First} steps and {_model.ModalityNames[1]} in {State.CuratedSteps.Second}",
    ];

    /// <summary>What it remembers.</summary>
    public GreedyState State { get; private set; } = new();

    /// <inheritdoc/>
    public override string? Refuse(Model model) => model.IsMultitask ? MultimodalOnly
        : model is MultimodalModel { Exchange: MMTMExchange } multimodal ? multimodal.IsEnsemble ? null
            : "trains a head for each branch and would leave a fused head at its first values (set model.fusion to auto or ensemble)"
        : "curates the exchange between two conv encoders; this model has no MMTM (set model.exchange to auto or mmtm)";

    /// <inheritdoc/>
    public override string? RefuseMissing => CompleteSamplesOnly;

    /// <inheritdoc/>
    public override void Begin(Model model)
    {
        options.Validate();
        (_model, State) = ((MultimodalModel)model, new());
        Exchange.Curated = null;
    }

    /// <inheritdoc/>
    public override void BeforeEpoch(EpochStart start) => _epoch = start.Epoch;

    /// <inheritdoc/>
    public override void Accumulate(Objectives objectives) => base.Accumulate(new(null, objectives.Heads));

    /// <summary>Measures a regular step and decides on the next one; counts a step of curation.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<GroupStatistics> Combine()
    {
        State = State.Curated is null ? Measured() : State.Curate();
        Exchange.Curated = State.Curated;
        return [];
    }

    /// <inheritdoc/>
    public override void VisitState(StateArchive state)
    {
        state.Number("epoch", ref _epoch);
        var now = State;
        double[] sums = [now.Main.First, now.Main.Second, now.Bypass.First, now.Bypass.Second];
        long[] curation = [now.Curated ?? -1, now.StepsLeft, now.CuratedSteps.First, now.CuratedSteps.Second];
        state.Numbers("sums", ref sums);
        state.Numbers("curation", ref curation);
        if (!state.IsRestoring) return;
        State = new()
        {
            Main = (sums[0], sums[1]),
            Bypass = (sums[2], sums[3]),
            Curated = curation[0] < 0 ? null : (int)curation[0],
            StepsLeft = (int)curation[1],
            CuratedSteps = ((int)curation[2], (int)curation[3]),
        };
        Exchange.Curated = State.Curated;
    }

    private MMTMExchange Exchange => _model?.Exchange as MMTMExchange
        ?? throw new InvalidOperationException("GreedyMethod needs a model with an MMTM exchange; call Begin first.");

    private GreedyState Measured()
    {
        double Main(int branch) => Ratio(_model!.Encoders[branch].parameters().Concat(_model.Heads[branch].parameters()));
        double Bypass(int branch) => Ratio(Exchange.BypassOf(branch));
        var state = State.Plus((Main(0), Main(1)), (Bypass(0), Bypass(1)));
        return _epoch >= options.FirstEpoch ? state.Decide(options) : state;
    }

    /// <summary>‖∇θ‖²/‖θ‖² of some parameters together; 0 when all are zero.</summary>
    private static double Ratio(IEnumerable<Parameter> parameters)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (gradients, values) = (0.0, 0.0);
        foreach (var parameter in parameters)
        {
            values += SquareOf(parameter);
            if (parameter.grad is { } gradient) gradients += SquareOf(gradient);
        }
        return values > 0 ? gradients / values : 0;
    }

    private static double SquareOf(Tensor tensor) => tensor.Squared().sum(ScalarType.Float64).item<double>();
}
