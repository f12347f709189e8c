namespace MMPareto.Data;

/// <summary>What is predicted.</summary>
public enum TargetKind
{
    /// <summary>One of several classes.</summary>
    Class,

    /// <summary>Any number of several labels, none included.</summary>
    MultiLabel,

    /// <summary>A number.</summary>
    Number,
}
