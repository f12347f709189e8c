using static TorchSharp.torch;

namespace MMPareto.Gradients;

/// <summary>A step that is being accumulated.</summary>
/// <param name="rows">Rows a group has in this step.</param>
/// <param name="losses">Number of losses, absent ones included.</param>
/// <param name="sumOnly">Whether row 0 holds the gradient of the sum, and nothing else is measured.</param>
/// <param name="tasks">Whether the losses are those of several tasks, not a multimodal one and unimodal ones.</param>
/// <param name="ownLosses">Whether row 1 of a group is the gradient of its own unimodal losses, not of all of them.</param>
internal sealed class PendingStep(int rows, int losses, bool sumOnly, bool tasks, bool ownLosses)
{
    public int Rows => rows;

    public bool SumOnly => sumOnly;

    /// <summary>The loss behind each row of a group; 0 where it was absent.</summary>
    /// <param name="members">The encoders in the group.</param>
    /// <param name="ofRows">Receives a loss for each row.</param>
    public void FillLosses(IReadOnlyList<int> members, Span<double> ofRows)
    {
        ofRows.Clear();
        for (var i = 0; i < Losses.Length; i++)
            if (i == 0 || !ownLosses || members.Contains(i - 1)) ofRows[Math.Min(i, rows - 1)] += Losses[i] ?? 0;
    }

    /// <summary>Each loss, summed over micro-batches; null when it was absent throughout.</summary>
    public double?[] Losses { get; } = new double?[losses];

    /// <summary>Adds the losses of a micro-batch.</summary>
    /// <exception cref="ArgumentException">They are others than those of the step's first micro-batch.</exception>
    public void Add(IReadOnlyList<Tensor?> values)
    {
        if (values.Count != Losses.Length)
            throw new ArgumentException($"micro-batches of one step must have the same losses; got {values.Count} after {Losses.Length}.");
        for (var i = 0; i < Losses.Length; i++)
            if (values[i] is { } loss) Losses[i] = (Losses[i] ?? 0) + loss.to(float64).item<double>();
    }

    /// <summary>Name of the objective behind a row, in errors.</summary>
    public string NameOfRow(int row) => sumOnly ? "summed" : row == 1 && rows == 2 && !tasks ? "unimodal" : NameOfLoss(row);

    public void CheckLosses(long step)
    {
        for (var i = 0; i < Losses.Length; i++)
            if (Losses[i] is { } loss && !double.IsFinite(loss))
                throw new NumericalException(step, NameOfLoss(i), null, null);
    }

    private string NameOfLoss(int loss) => tasks ? $"task number {loss + 1}" : loss == 0 ? "multimodal" : $"unimodal number {loss}";
}
