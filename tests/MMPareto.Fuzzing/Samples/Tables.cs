using System.Text;
using MMPareto.Data.Tables;
using MMPareto.Fuzzing.Engine;
using Parquet;
using Parquet.Schema;

namespace MMPareto.Fuzzing.Samples;

/// <summary>Healthy tables.</summary>
internal static class Tables
{
    /// <summary>Comma-separated, with quotes and line breaks in cells.</summary>
    public const string Csv = "id,photo,note,size,label\ns1,a.jpg,\"two, \"\"words\"\"\",1.5,yes\ns2,b.jpg,\"a\nbreak\",-2,no\ns3,,größe,,yes\n";

    /// <summary>Tab-separated.</summary>
    public const string Tsv = "id\tphoto\tlabel\ns1\ta.jpg\tyes\ns2\tb.jpg\tno\r\ns3\t\"c\td\"\tyes\n";

    /// <summary>JSON lines.</summary>
    public const string JsonLines = """
        {"id":"s1","photo":"a.jpg","size":1.5,"tags":["x","y"],"label":true}
        {"id":"s2","photo":null,"size":-2e3,"tags":[],"label":false}

        {"id":"s3 \u00e4\ud83d\ude00","label":true,"more":"z"}

        """;

    /// <summary>Bytes of a text, as it is and in other encodings with their marks.</summary>
    public static IReadOnlyList<Seed> Seeds(string text) =>
    [
        new(Encoding.UTF8.GetBytes(text)), new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]),
        new([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]), new([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)]),
        new([.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(text)]),
    ];

    /// <summary>A Parquet file as it is, its columns with a whole description behind, and its description with all that must stand around it.</summary>
    public static IReadOnlyList<Seed> ParquetSeeds(byte[] file)
    {
        var length = BitConverter.ToInt32(file, file.Length - 8);
        var (columns, description) = (file[4..^(8 + length)], file[^(8 + length)..^8]);
        byte[] Whole(byte[] before, byte[] after) => [.. "PAR1"u8, .. before, .. after, .. BitConverter.GetBytes(after.Length), .. "PAR1"u8];
        return [new(file), new(columns, damaged => Whole(damaged, description)), new(description, damaged => Whole(columns, damaged))];
    }

    /// <summary>A Parquet file of one column, the same text or nothing in all rows.</summary>
    /// <param name="path">A file to write and delete.</param>
    /// <param name="groups">Groups of rows.</param>
    /// <param name="rows">Rows of a group.</param>
    /// <param name="text">The text; null for nothing.</param>
    /// <param name="isOnce">Whether the text stands in the file once, and rows name it; else as often as there are rows, packed.</param>
    public static byte[] ParquetOf(string path, int groups, int rows, string? text, bool isOnce = false)
    {
        WriteParquetAsync(path, groups, rows, text, isOnce).GetAwaiter().GetResult();
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    /// <summary>A Parquet file of columns of one moment, and one of text that does not repeat.</summary>
    /// <param name="path">A file to write and delete.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns of moments.</param>
    /// <param name="length">Characters of the text in all.</param>
    public static byte[] ParquetOfMoments(string path, int rows, int columns, int length)
    {
        WriteMomentsAsync(path, rows, columns, length).GetAwaiter().GetResult();
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static async Task WriteMomentsAsync(string path, int rows, int columns, int length)
    {
        var moments = Enumerable.Range(0, columns).Select(i => new DataField<DateTime>($"c{i}")).ToArray();
        var schema = new ParquetSchema([.. moments, new DataField<string>("text")]);
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file, new ParquetOptions { CompressionMethod = CompressionMethod.Gzip });
        using var group = writer.CreateRowGroup();
        var same = new DateTime[rows];
        foreach (var moment in moments) await group.WriteAsync<DateTime>(moment, same);
        var draws = new Random(1);
        var texts = new string[rows];
        Array.Fill(texts, "");
        for (var i = 0; i < Math.Min(rows, length >> 10); i++) texts[i] = Convert.ToHexString(RandomBytes(draws, 512));
        await group.WriteAsync(schema.DataFields[^1], texts);
    }

    private static byte[] RandomBytes(Random draws, int count)
    {
        var bytes = new byte[count];
        draws.NextBytes(bytes);
        return bytes;
    }

    private static async Task WriteParquetAsync(string path, int groups, int rows, string? text, bool isOnce)
    {
        var schema = new ParquetSchema(new DataField<string>("a"));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(
            schema, file, new ParquetOptions { CompressionMethod = CompressionMethod.Gzip, ColumnEncodingHints = { ["a"] = isOnce ? EncodingHint.Dictionary : EncodingHint.Default } });
        for (var i = 0; i < groups; i++)
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], Enumerable.Repeat(text, rows).ToArray());
        }
    }

    /// <summary>A Parquet file of texts and numbers.</summary>
    /// <param name="path">A file to write and delete.</param>
    /// <param name="rows">Rows.</param>
    public static byte[] Parquet(string path, int rows)
    {
        using (var writer = TableWriter.Create(path, [new("id", false), new("size", true), new("label", false)]))
        {
            for (var i = 0; i < rows; i++) writer.Write([$"s{i}", i % 3 == 0 ? null : i * 0.5, i % 2 == 0 ? "yes" : "no"]);
            writer.Complete();
        }
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
