namespace MMPareto.Experiments.Comparisons;

/// <summary>How an attempt at a run ended.</summary>
public enum LaunchOutcome
{
    /// <summary>The run has ended and left its folder.</summary>
    Finished,

    /// <summary>The configuration does not suit the model or the machine: trying again would change nothing.</summary>
    Refused,

    /// <summary>Something went wrong on the way.</summary>
    Failed,

    /// <summary>It was stopped on request.</summary>
    Stopped,
}
