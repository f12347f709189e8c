using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using MMPareto.Native;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Native;

[SupportedOSPlatform("linux")]
public class MemoryFileTests
{
    public MemoryFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "memory files are a matter of Linux");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public void What_is_written_is_read_back(int size)
    {
        var content = new byte[size];
        new Random(1).NextBytes(content);
        using var file = MemoryFile.Create("round-trip", content);
        Assert.NotNull(file);
        Assert.Equal(content, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void It_is_gone_after_disposal_and_lies_in_no_folder()
    {
        string path;
        using (var file = MemoryFile.Create("gone", [1, 2, 3]))
        {
            path = file!.Path;
            Assert.StartsWith("/memfd:gone", File.ResolveLinkTarget(path, returnFinalTarget: false)!.FullName, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(path) && File.ResolveLinkTarget(path, false)?.FullName.Contains("gone", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_library_loads_from_it()
    {
        var library = LibTorch.SearchFolders().Select(folder => Path.Combine(folder, "libc10.so")).FirstOrDefault(File.Exists);
        Need.That(library is not null, "needs Linux and libtorch");
        using var file = MemoryFile.Create("libc10.so", File.ReadAllBytes(library!));
        Assert.True(NativeLibrary.TryLoad(file!.Path, out var handle));
        NativeLibrary.Free(handle);
    }
}
