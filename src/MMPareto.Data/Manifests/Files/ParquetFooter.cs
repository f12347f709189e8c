using System.Buffers.Binary;

namespace MMPareto.Data.Manifests.Files;

/// <summary>Looks at the description at the end of a Parquet file before the library does, which reads on for ever where it is damaged.</summary>
/// <remarks>It is a record in Thrift's compact protocol: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift. Lists and
/// records that are not in that file are refused, as the library passes over some of them without end.</remarks>
internal static class ParquetFooter
{
    private const int TailLength = 8;
    private static ReadOnlySpan<byte> Mark => "PAR1"u8;

    /// <summary>Throws where the description does not end as it should; files without the mark are left for the library to refuse.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="DataException">The description is damaged; the message names file and byte.</exception>
    public static void Require(FileStream file)
    {
        Span<byte> tail = stackalloc byte[TailLength];
        if (file.Length < TailLength + Mark.Length) return;
        file.Position = file.Length - TailLength;
        file.ReadExactly(tail);
        if (!tail[4..].SequenceEqual(Mark)) return;
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        var most = file.Length - TailLength - Mark.Length;
        if (length < 1 || length > most)
            throw new DataException($"{file.Name}, byte {file.Length - TailLength}: expected the length of the description, from 1 to {most}; found {length}. It is damaged: get it anew.");
        var start = file.Length - TailLength - length;
        var bytes = new byte[length];
        file.Position = start;
        file.ReadExactly(bytes);
        file.Position = 0;
        if (new ThriftStructure(bytes).Damage(ParquetSchema.File) is { } position)
            throw new DataException($"{file.Name}, byte {start + position}: expected the description of columns and groups of rows; found damage, or fields of a later version of the format. Get it anew, or as CSV.");
    }
}
