using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace MMPareto.Tests.Support;

/// <summary>The identity, which counts the backward passes that go through it. One test at a time.</summary>
internal sealed class CountingPass : SingleTensorFunction<CountingPass>
{
    public static int Count { get; set; }

    public override string Name => nameof(CountingPass);

    public override Tensor forward(AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1;

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        Count++;
        return [grad_output * 1];
    }
}
