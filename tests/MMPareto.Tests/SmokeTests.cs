namespace MMPareto.Tests;

public class SmokeTests
{
    [Fact]
    public void Torch_loads()
    {
        using var x = TorchSharp.torch.ones(2);
        Assert.Equal(2f, x.sum().item<float>());
    }
}
