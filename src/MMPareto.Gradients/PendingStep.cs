using static TorchSharp.torch;

namespace MMPareto.Gradients;

/// <summary>A step that is being accumulated.</summary>
/// <param name="rows">Rows a group has in this step.</param>
/// <param name="losses">Number of losses, absent ones included.</param>
/// <param name="sumOnly">Whether row 0 holds the gradient of the sum, and nothing else is measured.</param>
internal sealed class PendingStep(int rows, int losses, bool sumOnly)
{
    public int Rows => rows;

    public bool SumOnly => sumOnly;

    /// <summary>Each loss, summed over micro-batches; null when it was absent throughout.</summary>
    public double?[] Losses { get; } = new double?[losses];

    public void Add(IReadOnlyList<Tensor?> values)
    {
        for (var i = 0; i < Losses.Length; i++)
            if (values[i] is { } loss) Losses[i] = (Losses[i] ?? 0) + loss.to(float64).item<double>();
    }

    /// <summary>Name of an objective in errors.</summary>
    public string NameOf(int row) => sumOnly ? "summed" : row == 0 ? "multimodal" : rows == 2 ? "unimodal" : $"number {row}";

    public void CheckLosses(long step)
    {
        for (var i = 0; i < Losses.Length; i++)
            if (Losses[i] is { } loss && !double.IsFinite(loss))
                throw new NumericalException(step, i == 0 ? "multimodal" : $"unimodal number {i}", null, null);
    }
}
