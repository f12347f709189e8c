using static TorchSharp.torch;

namespace MMPareto.Gradients;

/// <summary>What must hold of a loss before autograd sees it, with an answer that names the loss.</summary>
internal static class LossChecks
{
    public static void Check(Tensor loss, string name)
    {
        if (loss.IsInvalid) throw new ArgumentException($"{name} must be a live tensor; got one that was disposed.", name);
        if (loss.numel() != 1)
            throw new ArgumentException($"{name} must be a scalar; got shape [{string.Join(", ", loss.shape)}]. Take the mean.", name);
        if (!loss.is_floating_point())
            throw new ArgumentException($"{name} must be a floating-point number; got {loss.dtype}.", name);
        if (!loss.requires_grad)
            throw new ArgumentException(
                $"{name} must need a gradient; got a constant. Compute it from trainable parameters, outside of no_grad.", name);
    }
}
