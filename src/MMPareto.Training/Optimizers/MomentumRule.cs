using System.Numerics;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>SGD with momentum: g' = g + λθ; v ← g' in the first step, then μv + g'; θ ← θ − ηfv.</summary>
/// <param name="momentum">μ, from 0 to below 1.</param>
/// <param name="decay">λ, 0 or more.</param>
internal sealed class MomentumRule(double momentum, double decay) : UpdateRule
{
    /// <inheritdoc/>
    public override int MomentCount => momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    public override void Follow(Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, in UpdateStep step)
    {
        var (decay32, momentum32, clip) = ((float)decay, (float)momentum, (float)step.GradientFactor);
        var rate = (float)(-step.Rate * step.Factor);
        var (decays, momenta, clips, rates) =
            (new Vector<float>(decay32), new Vector<float>(momentum32), new Vector<float>(clip), new Vector<float>(rate));
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(values[i..]);
            var velocity = Vector.FusedMultiplyAdd(value, decays, new Vector<float>(gradient[i..]) * clips);
            if (momentum != 0)
            {
                velocity += new Vector<float>(first[i..]) * momenta;
                velocity.CopyTo(first[i..]);
            }
            Vector.FusedMultiplyAdd(velocity, rates, value).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++)
        {
            var velocity = MathF.FusedMultiplyAdd(values[i], decay32, gradient[i] * clip);
            if (momentum != 0) first[i] = velocity += first[i] * momentum32;
            values[i] = MathF.FusedMultiplyAdd(velocity, rate, values[i]);
        }
    }

    /// <inheritdoc/>
    public override void Follow(Tensor values, Tensor gradient, Tensor[] moments, in UpdateStep step)
    {
        var velocity = step.GradientFactor == 1 ? gradient : gradient.Times(step.GradientFactor);
        if (decay != 0) velocity = velocity.Plus(values, decay);
        if (momentum != 0) velocity = moments[0].TimesInPlace(momentum).PlusInPlace(velocity, 1);
        values.PlusInPlace(velocity, -step.Rate * step.Factor);
    }
}
