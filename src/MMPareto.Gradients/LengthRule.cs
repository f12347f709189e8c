namespace MMPareto.Gradients;

/// <summary>How long the combined gradient is, before the factor γ.</summary>
public enum LengthRule
{
    /// <summary>As the weights make it; they sum to the number of rows.</summary>
    AsIs,

    /// <summary>At least as long as the plain sum of the rows.</summary>
    AtLeastSum,

    /// <summary>Exactly as long as the plain sum of the rows.</summary>
    EqualToSum,
}
