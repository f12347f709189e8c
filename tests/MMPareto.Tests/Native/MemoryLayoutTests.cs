using CsCheck;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Tests.Native;

public class MemoryLayoutTests
{
    private static readonly Gen<long[]> Shapes = Gen.Long[1, 5].Array[4];

    /// <summary>With one channel both orders are the same, and still the maps must come out channels last.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Channels_last_changes_the_order_in_memory_and_nothing_else(long channels)
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(channels, 4, 3);
        var (weight, handle) = (convolution.weight!, convolution.weight!.Handle);
        var (values, images) = (weight.detach().clone(), rand(2, channels, 7, 6));
        var before = convolution.call(images);

        MemoryLayout.UseChannelsLast(convolution);
        Assert.Equal([9 * channels, 1, 3 * channels, channels], weight.stride());
        Assert.Equal(handle, weight.Handle);
        Assert.True(weight.is_leaf && weight.requires_grad && weight.allclose(values, 0, 0));
        var after = convolution.call(images);
        Assert.True(after.allclose(before, 1e-5, 1e-6));
        Assert.True(after.permute(0, 2, 3, 1).is_contiguous(), "maps follow the weight");

        MemoryLayout.UseContiguous(convolution);
        Assert.Equal([9 * channels, 9, 3, 1], weight.stride());
        Assert.True(weight.allclose(values, 0, 0));
        Assert.True(convolution.call(images).is_contiguous());
    }

    [Fact]
    public void A_flat_view_has_the_order_of_its_tensor()
    {
        Gen.Select(Shapes, Gen.Bool).Sample((shape, channelsLast) =>
        {
            using var scope = NewDisposeScope();
            var tensor = arange(shape.Aggregate((a, b) => a * b), dtype: float32).reshape(shape);
            if (channelsLast) tensor = tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
            var flat = zeros(tensor.numel());
            var view = MemoryLayout.ViewLike(flat, tensor);
            view.copy_(tensor);
            Assert.True(view.allclose(tensor, 0, 0));
            Assert.True(MemoryLayout.HaveSameOrder(view, tensor));
            var count = (int)tensor.numel();
            Assert.Equal(
                flat.data<float>().ToArray(), MemoryLayout.ValuesAt(MemoryLayout.AddressOf(tensor), 0, count).ToArray());
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Tensors_with_gaps_have_no_address()
    {
        using var scope = NewDisposeScope();
        var part = zeros(4, 6).narrow(1, 0, 3);
        Assert.False(MemoryLayout.HaveSameOrder(part, zeros(4, 3)));
        Assert.False(MemoryLayout.HasAddress(part));
        var e = Assert.Throws<InvalidOperationException>(() => MemoryLayout.AddressOf(part));
        Assert.Equal("AddressOf needs a tensor on the CPU that is contiguous or lies channels last.", e.Message);
    }

    [Fact]
    public void Values_are_the_memory_itself()
    {
        using var tensor = zeros(5);
        MemoryLayout.ValuesAt(MemoryLayout.AddressOf(tensor), 2, 2)[1] = 7;
        Assert.Equal([0, 0, 0, 7, 0], tensor.data<float>().ToArray());
    }
}
