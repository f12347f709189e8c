using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Tests.Native;

public class AutocastTests
{
    [Fact]
    public void It_can_be_had_on_Linux() => Assert.Equal(OperatingSystem.IsLinux(), Autocast.IsAvailable);

    [Fact]
    public void Convolutions_and_products_compute_in_bfloat16_and_gradients_are_float32()
    {
        Assert.SkipUnless(Autocast.IsAvailable, "libtorch's autocast can be reached on Linux only");
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(2, 3, 3);
        using var linear = nn.Linear(3, 2);
        var images = rand(4, 2, 5, 5);
        Tensor maps, output;
        using (Autocast.BFloat16())
        {
            maps = convolution.call(images);
            output = linear.call(maps.mean([2, 3]));
        }
        Assert.Equal((ScalarType.BFloat16, ScalarType.BFloat16), (maps.dtype, output.dtype));
        output.to(float32).sum().backward();
        Assert.All([convolution.weight!, linear.weight!], p => Assert.Equal(ScalarType.Float32, p.grad!.dtype));
        Assert.Equal(ScalarType.Float32, convolution.call(images).dtype);
    }

    [Fact]
    public void It_ends_when_an_exception_leaves_it_and_belongs_to_its_thread()
    {
        Assert.SkipUnless(Autocast.IsAvailable, "libtorch's autocast can be reached on Linux only");
        using var linear = nn.Linear(3, 2);
        ScalarType TypeHere()
        {
            using var scope = NewDisposeScope();
            return linear.call(ones(1, 3)).dtype;
        }
        try
        {
            using var autocast = Autocast.BFloat16();
            var elsewhere = ScalarType.Bool;
            var thread = new Thread(() => elsewhere = TypeHere());
            thread.Start();
            thread.Join();
            Assert.Equal((ScalarType.BFloat16, ScalarType.Float32), (TypeHere(), elsewhere));
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            Assert.Equal(ScalarType.Float32, TypeHere());
        }
    }
}
