using MMPareto.Runs;

namespace MMPareto.Tests.Runs;

public class ApproximationNameTests
{
    [Theory]
    [InlineData("mmpareto", false, 1, "mmpareto")]
    [InlineData("mmpareto", true, 1, "mmpareto~features")]
    [InlineData("ogm-ge", false, 10, "ogm-ge~refresh10")]
    [InlineData("pcgrad", true, 2, "pcgrad~features-refresh2")]
    public void A_name_tells_what_is_approximated_and_is_read_back(string method, bool atFeatures, int every, string name)
    {
        Assert.Equal(name, ApproximationName.Of(method, atFeatures, every));
        Assert.Equal((method, atFeatures, every), ApproximationName.Read(name));
    }

    [Theory]
    [InlineData("mmpareto~")]
    [InlineData("mmpareto~feature")]
    [InlineData("mmpareto~refresh")]
    [InlineData("mmpareto~refresh1")]
    [InlineData("mmpareto~refresh010")]
    [InlineData("mmpareto~refresh-2")]
    [InlineData("mmpareto~refresh99999999999")]
    [InlineData("mmpareto~refresh10-features")]
    [InlineData("mmpareto~features~refresh10")]
    [InlineData("mmpareto~features-features")]
    public void Nothing_else_is_a_name(string name) => Assert.Null(ApproximationName.Read(name));
}
