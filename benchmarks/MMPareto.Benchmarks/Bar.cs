using MMPareto.Benchmarks.Results;

namespace MMPareto.Benchmarks;

/// <summary>What must hold of a figure.</summary>
/// <param name="Id">Identifier, for example <c>step/resnet18</c>.</param>
/// <param name="Point">Number of the point in the list of what the project must show.</param>
/// <param name="What">What is measured.</param>
/// <param name="Limit">The bar.</param>
/// <param name="Unit">A unit of <see cref="Units"/>.</param>
/// <param name="IsLeast">Whether the figure must be at least the bar; else at most.</param>
internal sealed record Bar(string Id, int Point, string What, double Limit, string Unit, bool IsLeast = false)
{
    /// <summary>Whether a figure meets it.</summary>
    /// <param name="value">The figure.</param>
    public bool IsMetBy(double value) => IsLeast ? value >= Limit : value <= Limit;

    /// <summary>The bar in short: <c>≤ 1.030</c>.</summary>
    public string LimitText => $"{(IsLeast ? "≥" : "≤")} {Units.Text(Limit, Unit)}";
}
