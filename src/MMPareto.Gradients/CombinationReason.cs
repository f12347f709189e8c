namespace MMPareto.Gradients;

/// <summary>Why the gradient rows of an encoder were combined as they were.</summary>
public enum CombinationReason
{
    /// <summary>No two rows conflict, or the method never looks: the plain sum.</summary>
    Sum,

    /// <summary>Two rows conflict: the min-norm direction.</summary>
    Conflict,

    /// <summary>The min-norm direction, which the method takes in every step.</summary>
    MinNorm,

    /// <summary>All rows but one are zero: that row.</summary>
    SingleRow,

    /// <summary>All rows are zero, and so is the result.</summary>
    AllZero,

    /// <summary>The min-norm point is zero up to rounding (Pareto stationary, for example opposite rows): zero.</summary>
    Stationary,

    /// <summary>The length factor reached its cap, so the result is shorter than the rule asks for.</summary>
    Capped,

    /// <summary>The result would not fit the number type of the gradients and was shortened until it does.</summary>
    Overflow,

    /// <summary>Weights given by a rule that is not one of the above.</summary>
    Weighted,
}
