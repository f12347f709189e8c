using System.Buffers.Binary;
using MMPareto.Data;
using Parquet;
using Parquet.Schema;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>Parquet files that are cut, lie about themselves, or hold what is no table of cells.</summary>
internal static class ParquetDamages
{
    private const int Changes = 24;

    public static IEnumerable<Damage> All =>
    [
        .. new[] { 1, 4, 8, 12, 100, 1000 }.Select(length => Bytes($"the first {length} bytes", whole => whole[..length])),
        Bytes("a last byte that lacks", whole => whole[..^1]),
        Bytes("a byte too many", whole => [.. whole, 0]),
        Bytes("the marks alone", _ => "PAR1PAR1"u8.ToArray()),
        Bytes("a wrong mark in front", whole => [.. "XAR1"u8, .. whole[4..]]),
        Bytes("a wrong mark at the end", whole => [.. whole[..^4], .. "XAR1"u8]),
        Bytes("an encrypted file's marks", whole => [.. "PARE"u8, .. whole[4..^4], .. "PARE"u8]),
        Footer("a footer of two gigabytes", int.MaxValue),
        Footer("a footer of negative length", -1),
        Footer("a footer without length", 0),
        Footer("a footer of one byte", 1),
        Bytes("a footer of zeros", whole => [.. whole[..^(FooterLength(whole) + 8)], .. new byte[FooterLength(whole)], .. whole[^8..]]),
        Bytes("zeros in place of all values", whole => [.. whole[..4], .. new byte[whole.Length - FooterLength(whole) - 12], .. whole[^(FooterLength(whole) + 8)..]]),
        Rows("three billion rows", 3_000_000_000),
        Rows("two billion rows", 2_000_000_000),
        Rows("forty million rows", 40_000_000),
        Rows("as many rows as a number holds", long.MaxValue),
        Rows("a negative number of rows", -24),
        Rows("a row too many", 25),
        Rows("a row too few", 23) with { Check = Outcome.Either, Train = Outcome.Either, Predict = Outcome.Either },
        Written("no column of texts", [new DataField<byte[]>("photo"), new DataField<string>("label")]),
        Written("a list in a column", [new ListField("photo", new DataField<string>("element")), new DataField<string>("label")]),
        Written("a record in a column", [new StructField("photo", new DataField<string>("path")), new DataField<string>("label")]),
        Written("a map in a column", [new MapField("photo", new DataField<int>("key"), new DataField<string>("value")), new DataField<string>("label")]),
        Written("no rows", [new DataField<string>("photo"), new DataField<string>("label")]),
        .. new Damage("a zero byte in a cell", manifest => manifest.Set("note", "a sunny \0 day")) { Says = "zero byte" }.In(".parquet", ".jsonl"),
        .. Enumerable.Range(0, Changes).Select(seed => Bytes($"bytes changed at random ({seed})", whole => Changed(whole, seed)) with
        {
            Check = Outcome.Either,
            Train = Outcome.Either,
            Predict = Outcome.Either,
        }),
        .. Enumerable.Range(0, Changes).Select(seed => Bytes($"a footer changed at random ({seed})", whole => ChangedFooter(whole, seed)) with
        {
            Check = Outcome.Either,
            Train = Outcome.Either,
            Predict = Outcome.Either,
        }),
    ];

    private static Damage Bytes(string name, Func<byte[], byte[]> change) =>
        new($"{name} of Parquet", manifest => manifest.WriteBytes(change(manifest.Bytes()))) { Ending = ".parquet" };

    private static int FooterLength(byte[] whole) => BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(whole.Length - 8));

    private static Damage Footer(string name, int length) => Bytes(name, whole =>
    {
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(whole.Length - 8), length);
        return whole;
    });

    /// <summary>Writes another number wherever the footer tells how many rows or values there are.</summary>
    private static Damage Rows(string name, long count) => Bytes(name, whole =>
    {
        var footer = whole.AsSpan(whole.Length - 8 - FooterLength(whole), FooterLength(whole));
        byte[] honest = [0x16, .. Number(HealthyManifest.RowCount)], claimed = [0x16, .. Number(count)];
        List<byte> changed = [];
        while (footer.IndexOf(honest) is >= 0 and var at)
        {
            changed.AddRange([.. footer[..at], .. claimed]);
            footer = footer[(at + honest.Length)..];
        }
        Assert.NotEmpty(changed);
        changed.AddRange(footer);
        return [.. whole[..^(FooterLength(whole) + 8)], .. changed, .. BitConverter.GetBytes(changed.Count), .. "PAR1"u8];
    });

    /// <summary>A number as Thrift's compact protocol writes it.</summary>
    private static List<byte> Number(long value)
    {
        List<byte> bytes = [];
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7) bytes.Add((byte)(rest | 0x80));
        bytes.Add((byte)rest);
        return bytes;
    }

    /// <summary>A file of these columns without rows.</summary>
    private static Damage Written(string name, Field[] fields) => new($"{name} of Parquet", manifest =>
    {
        manifest.WriteBytes(WrittenAsync(fields).GetAwaiter().GetResult());
    })
    { Ending = ".parquet" };

    private static async Task<byte[]> WrittenAsync(Field[] fields)
    {
        using var stream = new MemoryStream();
        await using (await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream)) { }
        return stream.ToArray();
    }

    private static byte[] Changed(byte[] whole, int seed)
    {
        var random = new CounterRandom(seed, 77);
        for (var i = 0; i < 8; i++) whole[4 + random.NextInt(whole.Length - 12)] = (byte)random.NextInt(256);
        return whole;
    }

    private static byte[] ChangedFooter(byte[] whole, int seed)
    {
        var random = new CounterRandom(seed, 78);
        var length = FooterLength(whole);
        for (var i = 0; i < 3; i++) whole[whole.Length - 8 - length + random.NextInt(length)] = (byte)random.NextInt(256);
        return whole;
    }
}
