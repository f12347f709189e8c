namespace MMPareto.Tests.Damage;

/// <summary>What must come of a damaged manifest in one of check, training and prediction.</summary>
internal enum Outcome
{
    /// <summary>One line that names the place.</summary>
    Refused,

    /// <summary>It works: what is damaged is not read there, or reads as something else that is sound.</summary>
    Fine,

    /// <summary>It works, and the check has a note on it.</summary>
    Noted,

    /// <summary>One line, or it works: a random change may hit nothing.</summary>
    Either,
}
