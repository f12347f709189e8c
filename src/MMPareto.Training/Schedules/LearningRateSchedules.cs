namespace MMPareto.Training.Schedules;

/// <summary>The schedules, by the names used in configs.</summary>
public static class LearningRateSchedules
{
    /// <summary><c>constant</c>: factor 1 throughout.</summary>
    public static LearningRateSchedule Constant() => _ => 1;

    /// <summary><c>step</c>: times a factor after every so many epochs.</summary>
    /// <param name="epochs">Epochs between two steps, at least 1.</param>
    /// <param name="factor">Factor at each step, 0 to 1.</param>
    public static LearningRateSchedule Step(int epochs, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        CheckFactor(factor);
        return epoch => Math.Pow(factor, Math.Floor(epoch / epochs));
    }

    /// <summary><c>cosine</c>: half a cosine from 1 down to a last factor.</summary>
    /// <param name="epochs">Epochs of the whole run, at least 1.</param>
    /// <param name="finalFactor">Factor at the end, 0 to 1.</param>
    public static LearningRateSchedule Cosine(int epochs, double finalFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        CheckFactor(finalFactor);
        return epoch => finalFactor + (1 - finalFactor) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, epoch / epochs)));
    }

    /// <summary>Any schedule with a linear warm-up from 0 before it; the schedule itself is not shifted.</summary>
    /// <param name="schedule">What follows.</param>
    /// <param name="epochs">Length of the warm-up in epochs, 0 or more.</param>
    public static LearningRateSchedule WithWarmup(LearningRateSchedule schedule, double epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return epoch => epoch < epochs ? schedule(epoch) * epoch / epochs : schedule(epoch);
    }

    private static void CheckFactor(double factor)
    {
        if (factor is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "must be from 0 to 1");
    }
}
