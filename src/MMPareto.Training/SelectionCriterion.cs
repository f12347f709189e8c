namespace MMPareto.Training;

/// <summary>What decides on validation which epoch is best; of equals the earlier one.</summary>
public enum SelectionCriterion
{
    /// <summary>The highest accuracy of the fused output.</summary>
    ValidationAccuracy,

    /// <summary>The lowest mean cross-entropy of the fused output.</summary>
    ValidationLoss,
}
