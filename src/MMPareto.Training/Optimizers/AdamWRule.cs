using System.Numerics;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>AdamW: θ ← θ(1 − ηλ) − ηf·m̂/(√v̂ + ε), with m̂ and v̂ the running means of gradient and squared gradient, corrected
/// for their start at zero. The factor f leaves the decay as it is.</summary>
/// <param name="options">Settings.</param>
internal sealed class AdamWRule(OptimizerOptions options) : UpdateRule
{
    /// <inheritdoc/>
    public override int MomentCount => 2;

    /// <inheritdoc/>
    public override void Follow(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, in UpdateStep step)
    {
        var (beta1, beta2, epsilon) = ((float)options.Beta1, (float)options.Beta2, (float)options.Epsilon);
        var (newShare1, newShare2) = ((float)(1 - options.Beta1), (float)(1 - options.Beta2));
        var (kept, clip) = ((float)Kept(step), (float)step.GradientFactor);
        var (rate, correction) = ((float)Rate(step), (float)Correction(step));
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradients = new Vector<float>(gradient[i..]) * clip;
            var mean = Vector.FusedMultiplyAdd(gradients, new Vector<float>(newShare1), new Vector<float>(first[i..]) * beta1);
            var square = (new Vector<float>(second[i..]) * beta2) + (gradients * newShare2 * gradients);
            mean.CopyTo(first[i..]);
            square.CopyTo(second[i..]);
            var spread = (Vector.SquareRoot(square) / correction) + new Vector<float>(epsilon);
            ((new Vector<float>(values[i..]) * kept) + (mean * rate / spread)).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++)
        {
            var clipped = gradient[i] * clip;
            var mean = first[i] = MathF.FusedMultiplyAdd(clipped, newShare1, first[i] * beta1);
            var square = second[i] = (second[i] * beta2) + (clipped * newShare2 * clipped);
            values[i] = (values[i] * kept) + (mean * rate / ((MathF.Sqrt(square) / correction) + epsilon));
        }
    }

    /// <inheritdoc/>
    public override void Follow(Tensor values, Tensor gradient, Tensor[] moments, in UpdateStep step)
    {
        var (mean, square) = (moments[0], moments[1]);
        var clipped = step.GradientFactor == 1 ? gradient : gradient.Times(step.GradientFactor);
        values.TimesInPlace(Kept(step));
        mean.TimesInPlace(options.Beta1).PlusInPlace(clipped, 1 - options.Beta1);
        square.TimesInPlace(options.Beta2).PlusProductInPlace(clipped, clipped, 1 - options.Beta2);
        values.PlusQuotientInPlace(mean, square.sqrt().DividedBy(Correction(step)).PlusInPlace(options.Epsilon), Rate(step));
    }

    private double Kept(in UpdateStep step) => 1 - (step.Rate * options.WeightDecay);

    private double Rate(in UpdateStep step) => -step.Rate * step.Factor / (1 - Math.Pow(options.Beta1, step.Number));

    private double Correction(in UpdateStep step) => Math.Sqrt(1 - Math.Pow(options.Beta2, step.Number));
}
