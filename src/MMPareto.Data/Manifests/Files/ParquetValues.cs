using System.Globalization;
using System.Runtime.InteropServices;

namespace MMPareto.Data.Manifests.Files;

/// <summary>Numbers, moments and truth values of a column of a Parquet file as texts; values that were met lately are not made again.</summary>
/// <param name="texts">The texts of the column.</param>
/// <typeparam name="T">Kind of value.</typeparam>
internal sealed class ParquetValues<T>(ParquetTexts.Column texts) where T : unmanaged
{
    private const int Room = 64;
    private const int SlotBits = 10;
    private const ulong Spread = 0x9E3779B97F4A7C15; // 2^64 over the golden ratio
    private readonly (T Value, string? Text)[] _slots = new (T, string?)[1 << SlotBits];

    /// <summary>A value; empty text for none.</summary>
    public string Of(T? value)
    {
        if (value is not { } there) return "";
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in there)); // equal numbers may have other texts, as 0 and -0 have
        ref var slot = ref _slots[SlotOf(bytes)];
        if (slot.Text is { } known && bytes.SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in slot.Value)))) return known;
        slot = (there, Made(there));
        return slot.Text!;
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 0UL;
        foreach (var each in bytes) hash = (hash ^ each) * Spread;
        return (int)(hash >> (64 - SlotBits));
    }

    private string Made(T value) => value switch
    {
        bool truth => truth ? "true" : "false",
        DateTime time => Formatted(time, "O"),
        _ => Formatted((ISpanFormattable)value, null),
    };

    private string Formatted(ISpanFormattable value, string? format)
    {
        Span<char> room = stackalloc char[Room];
        return value.TryFormat(room, out var length, format, CultureInfo.InvariantCulture) ? texts.Short(room[..length]) : value.ToString(format, CultureInfo.InvariantCulture);
    }
}
