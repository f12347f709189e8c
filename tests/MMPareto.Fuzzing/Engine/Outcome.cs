namespace MMPareto.Fuzzing.Engine;

/// <summary>How a case ended.</summary>
internal enum Outcome
{
    /// <summary>The input was read.</summary>
    Accepted,

    /// <summary>It was refused by an error of our own.</summary>
    Refused,

    /// <summary>Anything else.</summary>
    Finding,
}
