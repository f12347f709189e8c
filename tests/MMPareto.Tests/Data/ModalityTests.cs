using MMPareto.Data;

namespace MMPareto.Tests.Data;

public class ModalityTests
{
    [Fact]
    public void Length_is_the_product_of_the_sizes() =>
        Assert.Equal(2352, new Modality("colour", [3, 28, 28]).Length);

    [Fact]
    public void Equality_looks_at_the_sizes_themselves()
    {
        Assert.Equal(new Modality("gray", [1, 28]), new Modality("gray", [1, 28]));
        Assert.NotEqual(new Modality("gray", [1, 28]), new Modality("gray", [28, 1]));
        Assert.NotEqual(new Modality("gray", [1, 28]), new Modality("grey", [1, 28]));
        Assert.Equal("gray [1, 28]", new Modality("gray", [1, 28]).ToString());
    }
}
