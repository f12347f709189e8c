namespace MMPareto.Experiments.Comparisons.Launching;

/// <summary>How a run of a comparison ended.</summary>
public enum LaunchState
{
    /// <summary>It has a summary.</summary>
    Finished,

    /// <summary>The method cannot train this model, whatever the seed.</summary>
    Refused,

    /// <summary>It broke; others may not.</summary>
    Failed,

    /// <summary>It was told to stop.</summary>
    Stopped,
}
