using MMPareto.Training;

namespace MMPareto.Cli.Display;

/// <summary>How long an epoch will take, told once as soon as some steps have been measured.</summary>
/// <param name="clock">Time.</param>
internal sealed class EpochEstimate(TimeProvider clock)
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);
    private TrainingPlan? _plan;
    private long _warm;
    private bool _isTold;

    /// <summary>The run begins.</summary>
    /// <param name="plan">Tells its steps.</param>
    public void Begin(TrainingPlan plan) => _plan = plan;

    /// <summary>After a step: the estimate, a sentence, when it is time for it; else null. The first step warms up and does not count, nor does
    /// validation.</summary>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="step">Number of the step within it.</param>
    public string? After(int epoch, int step)
    {
        if (_isTold || _plan is null || epoch > _plan.FirstEpoch) return null;
        if (step == _plan.FirstStep)
        {
            _warm = clock.GetTimestamp();
            return null;
        }
        var elapsed = clock.GetElapsedTime(_warm);
        if (elapsed < Enough) return null;
        _isTold = true;
        var ofEpoch = elapsed / (step - _plan.FirstStep) * _plan.StepsPerEpoch;
        return $"About {Durations.Rough(ofEpoch)} of training an epoch, {Durations.Rough(ofEpoch * (_plan.Epochs - _plan.FirstEpoch + 1))} in all.";
    }
}
