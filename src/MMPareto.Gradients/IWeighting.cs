namespace MMPareto.Gradients;

/// <summary>Maps the Gramian of an encoder's gradient rows to one weight a row.</summary>
public interface IWeighting
{
    /// <summary>The weight that every row gets in every step, or null when weights depend on the gradients.</summary>
    /// <remarks>With a constant weight, one backward pass of the sum of the losses serves.</remarks>
    double? ConstantWeight { get; }

    /// <summary>Chooses the weights for one encoder in one step.</summary>
    /// <param name="statistics">Gramian, losses and step; all entries finite.</param>
    /// <param name="weights">Receives one weight a row, length m.</param>
    /// <returns>Why these weights.</returns>
    CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights);
}
