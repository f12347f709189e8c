namespace MMPareto.Gradients;

/// <summary>Which rows an encoder gets in models where a unimodal loss reaches the encoder of another modality.</summary>
/// <remarks>With separate encoders all three give the same rows, for two backward passes.</remarks>
public enum CrossGradients
{
    /// <summary>Row 1 is the gradient of the sum of all unimodal losses. Two backward passes.</summary>
    Sum,

    /// <summary>One row for each loss: the multimodal one and every unimodal one. One backward pass a loss.</summary>
    Rows,

    /// <summary>Row 1 is the gradient of the encoder's own unimodal loss; those of others are left out. One pass a loss.</summary>
    Own,
}
