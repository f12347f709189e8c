using System.Buffers.Binary;

namespace MMPareto.Fuzzing.Engine;

/// <summary>Damages that know nothing of what the bytes mean.</summary>
internal static class ByteMutations
{
    private static readonly long[] Interesting =
    [
        0, 1, -1, 2, 3, 16, 64, 100, 127, 128, 255, 256, 1000, 32767, 32768, 65535, 65536, 1 << 24, 1 << 30, int.MaxValue - 1, int.MaxValue, int.MinValue,
        uint.MaxValue, 1L << 32, 1L << 40, 1L << 62, long.MaxValue, long.MinValue,
    ];

    private static readonly Func<Draws, byte[], byte[], byte[]>[] All =
    [
        FlipBit, FlipBit, SetByte, AddToByte, PutNumber, PutNumber, PutNumber, ChangeNumber, Cut, CutBeginning, Insert, Delete, Duplicate, Swap, Splice, Splice, Fill,
    ];

    /// <summary>One of them.</summary>
    public static byte[] Apply(Draws draws, byte[] content, byte[] other) => content.Length == 0 ? Insert(draws, content, other) : draws.Of(All)(draws, content, other);

    private static byte[] FlipBit(Draws draws, byte[] content, byte[] other) => Changed(content, copy => copy[draws.Below(copy.Length)] ^= (byte)(1 << draws.Below(8)));

    private static byte[] SetByte(Draws draws, byte[] content, byte[] other) => Changed(content, copy => copy[draws.Below(copy.Length)] = (byte)draws.Below(256));

    private static byte[] AddToByte(Draws draws, byte[] content, byte[] other) =>
        Changed(content, copy => copy[draws.Below(copy.Length)] += (byte)(draws.Below(71) - 35));

    private static byte[] PutNumber(Draws draws, byte[] content, byte[] other) => Changed(content, copy =>
    {
        var bytes = Number(draws, draws.Of(Interesting));
        var at = draws.Below(copy.Length);
        bytes.AsSpan(0, Math.Min(bytes.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
    });

    /// <summary>Adds a little to four bytes as a number, in either order.</summary>
    private static byte[] ChangeNumber(Draws draws, byte[] content, byte[] other) => Changed(content, copy =>
    {
        if (copy.Length < sizeof(int)) return;
        var place = copy.AsSpan(draws.Below(copy.Length - sizeof(int) + 1));
        var change = draws.Below(71) - 35;
        if (draws.OneIn(2)) BinaryPrimitives.WriteInt32LittleEndian(place, unchecked(BinaryPrimitives.ReadInt32LittleEndian(place) + change));
        else BinaryPrimitives.WriteInt32BigEndian(place, unchecked(BinaryPrimitives.ReadInt32BigEndian(place) + change));
    });

    private static byte[] Cut(Draws draws, byte[] content, byte[] other) => content[..draws.Below(content.Length)];

    private static byte[] CutBeginning(Draws draws, byte[] content, byte[] other) => content[draws.Small(content.Length)..];

    private static byte[] Insert(Draws draws, byte[] content, byte[] other)
    {
        var block = new byte[draws.OneIn(200) ? 1 << 16 : draws.Small(256)];
        if (draws.OneIn(3)) for (var i = 0; i < block.Length; i++) block[i] = (byte)draws.Below(256);
        else Array.Fill(block, Filling(draws));
        return With(content, draws.Below(content.Length + 1), 0, block);
    }

    private static byte[] Delete(Draws draws, byte[] content, byte[] other)
    {
        var (at, length) = Block(draws, content);
        return With(content, at, length, []);
    }

    private static byte[] Duplicate(Draws draws, byte[] content, byte[] other)
    {
        var (at, length) = Block(draws, content);
        var block = content[at..(at + length)];
        var times = draws.OneIn(50) ? Math.Max(1, (1 << 16) / Math.Max(1, length)) : 1;
        return With(content, draws.OneIn(2) ? at : draws.Below(content.Length + 1), 0, [.. Enumerable.Repeat(block, times).SelectMany(bytes => bytes)]);
    }

    private static byte[] Swap(Draws draws, byte[] content, byte[] other) => Changed(content, copy =>
    {
        var length = draws.Small(copy.Length / 2);
        var (a, b) = (draws.Below(copy.Length - length + 1), draws.Below(copy.Length - length + 1));
        content.AsSpan(a, length).CopyTo(copy.AsSpan(b));
        content.AsSpan(b, length).CopyTo(copy.AsSpan(a));
    });

    /// <summary>A block of another content, in place of one or between.</summary>
    private static byte[] Splice(Draws draws, byte[] content, byte[] other)
    {
        if (other.Length == 0) return content;
        var (from, length) = Block(draws, other);
        var (at, replaced) = Block(draws, content);
        return draws.OneIn(4) ? [.. content[..at], .. other[Math.Min(at, other.Length)..]]
            : With(content, at, draws.OneIn(2) ? replaced : Math.Min(length, content.Length - at), other[from..(from + length)]);
    }

    private static byte[] Fill(Draws draws, byte[] content, byte[] other) => Changed(content, copy =>
    {
        var (at, length) = Block(draws, copy);
        copy.AsSpan(at, length).Fill(Filling(draws));
    });

    private static byte Filling(Draws draws) => draws.Of<byte>([0, 0, 255, (byte)draws.Below(256)]);

    private static (int At, int Length) Block(Draws draws, byte[] content)
    {
        var length = draws.Small(content.Length);
        return (draws.Below(content.Length - length + 1), length);
    }

    private static byte[] Number(Draws draws, long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        bytes = bytes[..(1 << draws.Below(4))];
        if (draws.OneIn(2)) Array.Reverse(bytes);
        return bytes;
    }

    private static byte[] Changed(byte[] content, Action<byte[]> change)
    {
        var copy = (byte[])content.Clone();
        change(copy);
        return copy;
    }

    private static byte[] With(byte[] content, int at, int replaced, byte[] block) => [.. content[..at], .. block, .. content[(at + replaced)..]];
}
