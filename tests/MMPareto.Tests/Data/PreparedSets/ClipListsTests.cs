using MMPareto.Data;
using MMPareto.Data.PreparedSets;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.PreparedSets;

public sealed class ClipListsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("clip1\u0001,\u0007ANG\n", "clip1 , ANG")]
    [InlineData("clip1 \u001Bbad\n", "clip1  bad")]
    public void A_field_with_control_characters_is_refused_in_one_line(string text, string shown) => Assert.Equal(
        $"{_folder["train.csv"]}:1 must be the name of a clip and its class, with a comma or a blank between; got '{shown}'.", Refusal(text));

    [Fact]
    public void A_field_that_is_no_name_is_refused_in_a_short_message() =>
        Assert.InRange(Refusal($"clip1,{new string('x', 100_000)}\n").Length, 1, 300 + _folder.FullPath.Length);

    private string Refusal(string train) => Assert.Throws<DataException>(() => ClipLists.Read(
        new() { From = "", Output = "", TrainList = _folder.Write("train.csv", train), TestList = _folder.Write("test.csv", "clip9,HAP\n") }, name => name)).Message;
}
