using System.Formats.Tar;
using MMPareto.Data;
using MMPareto.Data.Mnist;
using MMPareto.Fuzzing.Samples;
using MMPareto.Fuzzing.Targets;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data;

/// <summary>Archives that the platform's reader answers by other exceptions, by messages of many lines, or by much memory.</summary>
public sealed class DamagedTarTests : IDisposable
{
    private const int KindAt = 156, LengthAt = 124;
    private static readonly byte[][] Contents = IdxFiles.DataSet(train: 3, test: 2);
    private static readonly MnistFiles Files = IdxFiles.Describe(Contents);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_length_beyond_all_bounds_is_refused() =>
        Refuses(tar => "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"u8[..12].CopyTo(tar.AsSpan(LengthAt)), "byte 124: expected the length of a file; found no number");

    [Fact]
    public Task Attributes_that_tell_a_great_length_take_no_memory() => Refuses(tar =>
    {
        tar[KindAt] = (byte)'x';
        "17777777777\0"u8.CopyTo(tar.AsSpan(LengthAt));
    }, "expected");

    [Fact]
    public Task A_name_with_line_breaks_makes_a_message_of_one_line() => Refuses(tar =>
    {
        "a\nb/train-images-idx3-ubyte\0"u8.CopyTo(tar);
        tar[512] ^= 1;
    }, "a b/train-images-idx3-ubyte is not the original");

    private async Task Refuses(Action<byte[]> damage, string reason)
    {
        var tar = Packed.Tar(TarEntryFormat.Ustar, ("package/train-images-idx3-ubyte", Contents[0]));
        damage(tar);
        await File.WriteAllBytesAsync(_folder["a.tgz"], Packed.TarGzip(tar), TestContext.Current.CancellationToken);
        var before = GC.GetTotalAllocatedBytes();
        var error = await Assert.ThrowsAsync<DataException>(() => MnistFetcher.FetchAsync(
            _folder["mnist"], Files, [new ArchiveSource(_folder["a.tgz"])], null, TestContext.Current.CancellationToken));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
