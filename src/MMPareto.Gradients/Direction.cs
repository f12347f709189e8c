namespace MMPareto.Gradients;

/// <summary>How the direction of the combined gradient is chosen.</summary>
public enum Direction
{
    /// <summary>The plain sum of the rows.</summary>
    Sum,

    /// <summary>The min-norm direction when two rows conflict, otherwise the plain sum.</summary>
    MinNormInConflict,

    /// <summary>The min-norm direction always.</summary>
    MinNorm,
}
