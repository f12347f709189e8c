namespace MMPareto.Data.Manifests.Files;

/// <summary>What the fields of Parquet's records are. Fields that are not named here may be numbers, texts and truth values.</summary>
internal static class ParquetSchema
{
    private static readonly ThriftRecord Empty = ThriftRecord.Of("");
    private static readonly ThriftRecord KeyValue = ThriftRecord.Of("1:text 2:text");
    private static readonly ThriftRecord Unit = ThriftRecord.Of("1:record 2:record 3:record", Empty, Empty, Empty);
    private static readonly ThriftRecord Time = ThriftRecord.Of("1:truth 2:record", Unit);
    private static readonly ThriftRecord Variant = ThriftRecord.Of("1:byte");
    private static readonly ThriftRecord Geometry = ThriftRecord.Of("1:text 2:number");

    private static readonly ThriftRecord LogicalType = ThriftRecord.Of(
        "1:record 2:record 3:record 4:record 5:record 6:record 7:record 8:record 10:record 11:record 12:record 13:record 14:record 15:record 16:record 17:record 18:record",
        Empty, Empty, Empty, Empty, ThriftRecord.Of("1:number 2:number"), Empty, Time, Time, ThriftRecord.Of("1:byte 2:truth"), Empty, Empty, Empty, Empty, Empty,
        Variant, Geometry, Geometry);

    private static readonly ThriftRecord Element = ThriftRecord.Of(
        "1:number 2:number 3:number 4:text 5:number 6:number 7:number 8:number 9:number 10:record", LogicalType);

    private static readonly ThriftRecord Statistics = ThriftRecord.Of("1:text 2:text 3:number 4:number 5:text 6:text 7:truth 8:truth");
    private static readonly ThriftRecord Sizes = ThriftRecord.Of("1:number 2:numbers 3:numbers");
    private static readonly ThriftRecord Places = ThriftRecord.Of("1:record 2:numbers", ThriftRecord.Of("1:real 2:real 3:real 4:real 5:real 6:real 7:real 8:real"));

    private static readonly ThriftRecord Column = ThriftRecord.Of(
        "1:number 2:numbers 3:texts 4:number 5:number 6:number 7:number 8:records 9:number 10:number 11:number 12:record 13:records 14:number 15:number 16:record 17:record",
        KeyValue, Statistics, ThriftRecord.Of("1:number 2:number 3:number"), Sizes, Places);

    private static readonly ThriftRecord Chunk = ThriftRecord.Of(
        "1:text 2:number 3:record 4:number 5:number 6:number 7:number 8:nothing 9:text", Column);

    private static readonly ThriftRecord Group = ThriftRecord.Of(
        "1:records 2:number 3:number 4:records 5:number 6:number 7:number", Chunk, ThriftRecord.Of("1:number 2:truth 3:truth"));

    /// <summary>What stands before the values of a page.</summary>
    public static ThriftRecord Page { get; } = ThriftRecord.Of(
        "1:number 2:number 3:number 4:number 5:record 6:record 7:record 8:record", ThriftRecord.Of("1:number 2:number 3:number 4:number 5:record", Statistics), Empty,
        ThriftRecord.Of("1:number 2:number 3:truth"), ThriftRecord.Of("1:number 2:number 3:number 4:number 5:number 6:number 7:truth 8:record", Statistics));

    /// <summary>The description of the file. Encrypted ones are not read.</summary>
    public static ThriftRecord File { get; } = ThriftRecord.Of(
        "1:number 2:records 3:number 4:records 5:records 6:text 7:records 8:nothing 9:text", Element, Group, KeyValue, ThriftRecord.Of("1:record 2:record 3:record", Empty, Empty, Empty));
}
