using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training.Diagnostics;

/// <summary>Multinomial logistic regression on fixed features, fitted the same way every time.</summary>
/// <remarks>
/// Makes (1/N)·Σ −log softmax(x W + b)_y + (λ/2)·‖W‖² small, where x are the features less their mean over the deviation of each on
/// the training samples (a feature that does not vary counts as zero). Full-batch accelerated gradient descent from zero, step 1/L
/// with L = λ_max(XᵀX)/(2N) + λ; the momentum starts again when it points uphill. At most <see cref="Steps"/> steps; fewer when the
/// gradient is below <see cref="Tolerance"/>. All in double on the CPU. Cost: two products [N, d] × [d, c] a step.
/// </remarks>
internal sealed class LogisticRegression : IDisposable
{
    /// <summary>Steps at most.</summary>
    public const int Steps = 500;

    /// <summary>Length of the gradient at which fitting ends.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>λ, the weight of the penalty.</summary>
    public const double Penalty = 1e-3;

    private readonly Tensor _mean;
    private readonly Tensor _scale;
    private readonly Tensor _weights;

    private LogisticRegression(Tensor mean, Tensor scale, Tensor weights, double gradientLength) =>
        (_mean, _scale, _weights, GradientLength) = (mean, scale, weights, gradientLength);

    /// <summary>Length of the gradient at the end.</summary>
    public double GradientLength { get; }

    /// <param name="features">Float64 [N, d], N ≥ 1.</param>
    /// <param name="labels">Int64 [N].</param>
    /// <param name="classCount">Number of classes, c.</param>
    public static LogisticRegression Fit(Tensor features, Tensor labels, int classCount)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var mean = features.mean([0]);
        var deviation = (features - mean).Squared().mean([0]).sqrt();
        var scale = where(deviation.gt(deviation.amax(0).Times(1e-9)), deviation.reciprocal(), zeros_like(deviation));
        var inputs = WithOne(features, mean, scale);
        var targets = nn.functional.one_hot(labels, classCount).to(float64);
        var (weights, length) = Descend(inputs, targets);
        return new(mean.DetachFromDisposeScope(), scale.DetachFromDisposeScope(), weights.DetachFromDisposeScope(), length);
    }

    /// <summary>Fraction of samples whose class has the highest score.</summary>
    /// <param name="features">Float64 [N, d], N ≥ 1.</param>
    /// <param name="labels">Int64 [N].</param>
    public double Accuracy(Tensor features, Tensor labels)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var right = WithOne(features, _mean, _scale).mm(_weights).argmax(1).eq(labels).sum().item<long>();
        return (double)right / features.shape[0];
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { _mean, _scale, _weights }) tensor.Dispose();
    }

    private static Tensor WithOne(Tensor features, Tensor mean, Tensor scale) =>
        cat([(features - mean) * scale, ones(features.shape[0], 1, float64)], 1);

    private static (Tensor Weights, double GradientLength) Descend(Tensor inputs, Tensor targets)
    {
        var penalty = ones(inputs.shape[1], 1, float64).TimesInPlace(Penalty);
        penalty[-1] = 0; // the intercept is free
        var step = 1 / ((linalg.eigvalsh(inputs.t().mm(inputs)).amax().item<double>() / inputs.shape[0] / 2) + Penalty);
        var weights = zeros(inputs.shape[1], targets.shape[1], float64);
        var ahead = weights;
        var (momentum, length) = (1.0, double.PositiveInfinity);
        for (var i = 0; i < Steps && length > Tolerance; i++)
        {
            using var scope = NewDisposeScope();
            var gradient = Gradient(inputs, targets, ahead, penalty);
            length = gradient.norm().item<double>();
            var next = ahead.Plus(gradient, -step);
            var uphill = (gradient * (next - weights)).sum().item<double>() > 0;
            var following = uphill ? 1 : (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            ahead = next.Plus(next - weights, uphill ? 0 : (momentum - 1) / following).MoveToOuterDisposeScope();
            (weights, momentum) = (next.MoveToOuterDisposeScope(), following);
        }
        return (weights, Gradient(inputs, targets, weights, penalty).norm().item<double>());
    }

    private static Tensor Gradient(Tensor inputs, Tensor targets, Tensor weights, Tensor penalty)
    {
        using var scope = NewDisposeScope();
        var errors = nn.functional.softmax(inputs.mm(weights), 1) - targets;
        return inputs.t().mm(errors).DividedBy(inputs.shape[0]).Plus(weights * penalty).MoveToOuterDisposeScope();
    }
}
