namespace MMPareto.Experiments.Checks;

/// <summary>How a check ended.</summary>
public enum CheckState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>It works, but not everything or not as well as it could.</summary>
    Warning,

    /// <summary>Training cannot work so.</summary>
    Failure,
}
