using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using MMPareto.Native;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Native;

public class ElfVersionNeedsTests
{
    private const string PristineHash = "CF33B1B0BB6BBB9754A768FB5C5D04D9F498603BE50E73F55621A0B40EE608B8";
    private const int FlagOffset = 0x3fa34;
    private static readonly byte[] TellingBytes = [0, 1, 0x7f, 0x80, 0xff];

    /// <summary>libLibTorchSharp.so of TorchSharp 0.107.0 as it lies in the package folder, or null.</summary>
    private static string? PristineFile
    {
        get
        {
            var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
                ? chosen
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            var file = Path.Combine(packages, "torchsharp", "0.107.0", "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
            return OperatingSystem.IsLinux() && File.Exists(file) ? file : null;
        }
    }

    [Fact]
    public void The_file_of_the_package_changes_in_one_bit_and_once()
    {
        var pristine = ReadPristine();
        var image = pristine.ToArray();

        Assert.True(ElfVersionNeeds.Weaken(image, ElfVersionNeeds.UnusedMarker));
        Assert.Equal([FlagOffset], Enumerable.Range(0, image.Length).Where(i => image[i] != pristine[i]));
        Assert.Equal(pristine[FlagOffset] | 2, image[FlagOffset]);

        var once = image.ToArray();
        Assert.False(ElfVersionNeeds.Weaken(image, ElfVersionNeeds.UnusedMarker));
        Assert.Equal(once, image);
    }

    [Fact]
    public void The_file_in_the_output_folder_is_that_of_the_package_with_the_bit_set()
    {
        var image = ReadPristine();
        ElfVersionNeeds.Weaken(image, ElfVersionNeeds.UnusedMarker);
        string[] places = ["", Path.Combine("runtimes", "linux-x64", "native")];
        var files = places.Select(place => Path.Combine(AppContext.BaseDirectory, place, "libLibTorchSharp.so")).Where(File.Exists).ToArray();

        Assert.NotEmpty(files);
        foreach (var file in files) Assert.Equal(SHA256.HashData(image), SHA256.HashData(File.ReadAllBytes(file)));
        // The build gives the output folder a file of its own; a hard link would have changed the package folder.
        Assert.Equal(PristineHash, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(PristineFile!))));
    }

    [Fact]
    public void A_version_that_is_not_needed_changes_nothing()
    {
        var image = ReadPristine();
        Assert.False(ElfVersionNeeds.Weaken(image, "GLIBCXX_9.9.99"));
        Assert.False(ElfVersionNeeds.Weaken(image, "GLIBCXX_3.4.3")); // the beginning of one that is
        Assert.Equal(PristineHash, Convert.ToHexString(SHA256.HashData(image)));
    }

    [Fact]
    public void A_small_library_of_our_own_is_weakened_too()
    {
        var image = TinyElf();
        Assert.True(ElfVersionNeeds.Weaken(image, "V_2"));
        Assert.Equal([TinyFlags], Enumerable.Range(0, image.Length).Where(i => image[i] != TinyElf()[i]));
        Assert.False(ElfVersionNeeds.Weaken(image, "V_2"));
        Assert.False(ElfVersionNeeds.Weaken(image, "V_3"));
    }

    [Fact]
    public void Truncated_files_do_no_harm()
    {
        var tiny = TinyElf();
        for (var length = 0; length < tiny.Length; length++) ElfVersionNeeds.Weaken(tiny.AsSpan(0, length), "V_2");

        var pristine = ReadPristine();
        for (var i = 0; i <= 64; i++)
        {
            var image = pristine.AsSpan(0, (int)(pristine.Length * (long)i / 65)).ToArray();
            Assert.False(ElfVersionNeeds.Weaken(image, ElfVersionNeeds.UnusedMarker)); // the section headers come last
        }
    }

    /// <summary>Any bytes may stand anywhere, in the tables above all: no exception, no endless loop, no other change.</summary>
    [Fact]
    public void Garbage_does_no_harm()
    {
        var tiny = TinyElf();
        var edits = Gen.Select(Gen.Int[6, tiny.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, 4].Select(i => TellingBytes[i]))).Array[1, 12];
        edits.Sample(changes =>
        {
            var image = TinyElf();
            foreach (var (at, value) in changes) image[at] = value;
            var before = image.ToArray();

            var changed = ElfVersionNeeds.Weaken(image, "V_2");

            Assert.Equal(changed, !image.SequenceEqual(before));
        }, iter: 50_000, threads: 1);
        Gen.Byte.Array[0, 300].Sample(image => { ElfVersionNeeds.Weaken(image, "V_2"); }, iter: 2_000, threads: 1);
    }

    private const int TinyFlags = 64 + 16 + 16 + 4;

    /// <summary>A header, one needed version V_2 of one library, its strings, and three section headers.</summary>
    private static byte[] TinyElf()
    {
        const int Needs = 64, Strings = Needs + 48, Sections = Strings + 16;
        var image = new byte[Sections + (3 * 64)];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(image, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(0x28), Sections);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x3a), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(0x3c), 3);
        // Verneed: version, count, file, aux offset, next; then two Vernaux: hash, flags, other, name, next.
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(Needs), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(Needs + 2), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Needs + 8), 16);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Needs + 16 + 8), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Needs + 16 + 12), 16);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Needs + 32 + 8), 5);
        "\0V_1\0V_2\0"u8.CopyTo(image.AsSpan(Strings));
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Sections + 64 + 4), 0x6ffffffe);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(Sections + 64 + 0x18), Needs);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Sections + 64 + 0x28), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Sections + 128 + 4), 3);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(Sections + 128 + 0x18), Strings);
        return image;
    }

    private static byte[] ReadPristine()
    {
        Need.That(PristineFile is not null, "needs Linux and TorchSharp 0.107.0 in the package folder");
        var image = File.ReadAllBytes(PristineFile!);
        Assert.Equal(PristineHash, Convert.ToHexString(SHA256.HashData(image)));
        return image;
    }
}
