using MMPareto.Models;
using MMPareto.Native.Weights;
using MMPareto.Training.Metrics;

namespace MMPareto.Training.Loop;

/// <summary>How far a training is, and what it has measured on the way.</summary>
/// <param name="model">The model.</param>
internal sealed class TrainingProgress(Model model) : IStateful
{
    private int _epoch;
    private int _step;
    private int _bestEpoch;
    private double _rate;

    /// <summary>Epochs that are whole.</summary>
    public int Epoch => _epoch;

    /// <summary>Steps of the epoch that goes on; 0 between epochs.</summary>
    public int StepOfEpoch => _step;

    /// <summary>The epoch that is best on validation, from 1; 0 without one.</summary>
    public int BestEpoch => _bestEpoch;

    /// <summary>The learning rate of the last step.</summary>
    public double Rate => _rate;

    /// <summary>What happened to the gradients over the run.</summary>
    public GradientMeters OfRun { get; } = new(model);

    /// <summary>What happened to them in the epoch that goes on.</summary>
    public GradientMeters OfEpoch { get; private set; } = new(model);

    /// <summary>Losses and predictions in the epoch that goes on.</summary>
    public BatchMeter Training { get; private set; } = new(model);

    /// <summary>A step begins.</summary>
    /// <param name="rate">Its learning rate.</param>
    public void BeginStep(double rate) => (_rate, _step) = (rate, _step + 1);

    /// <summary>The epoch is whole.</summary>
    /// <param name="isBest">Whether it is the best so far.</param>
    public void EndEpoch(bool isBest)
    {
        (_epoch, _step) = (_epoch + 1, 0);
        if (isBest) _bestEpoch = _epoch;
        (OfEpoch, Training) = (new(model), new(model));
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Number("epoch", ref _epoch);
        state.Number("step", ref _step);
        state.Number("best-epoch", ref _bestEpoch);
        state.Number("rate", ref _rate);
        state.Visit("run", OfRun);
        state.Visit("of-epoch", OfEpoch);
        state.Visit("training", Training);
    }
}
