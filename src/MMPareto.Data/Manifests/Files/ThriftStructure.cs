namespace MMPareto.Data.Manifests.Files;

/// <summary>Walks through bytes in Thrift's compact protocol, without keeping anything: whether they end where they should.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class ThriftStructure(byte[] bytes)
{
    private const int Stop = 0, True = 1, False = 2, Byte = 3, Short = 4, Long = 6, Real = 7, Text = 8, List = 9, Record = 12;
    private const int DeepestNesting = 32;
    private const int LongList = 15;
    private int _position;

    /// <summary>Where they are damaged; null where they are sound.</summary>
    /// <param name="record">What they must be.</param>
    public int? Damage(ThriftRecord record) => TryRecord(record, 0) ? null : Math.Min(_position, bytes.Length);

    private bool TryRecord(ThriftRecord? record, int depth)
    {
        if (depth > DeepestNesting) return false;
        var field = 0;
        while (true)
        {
            if (!TryByte(out var head)) return false;
            if (head == Stop) return true;
            var number = 0L;
            if (head >> 4 == 0 && !TryNumber(out number)) return false;
            field = head >> 4 == 0 ? (int)((number >> 1) ^ -(number & 1)) : field + (head >> 4);
            var kind = record?.Kinds.GetValueOrDefault(field);
            if (!IsOf(head & 15, kind) || !TryValue(head & 15, kind, record?.Records.GetValueOrDefault(field), depth, isField: true)) return false;
        }
    }

    private bool TryValue(int type, string? kind, ThriftRecord? record, int depth, bool isField) => type switch
    {
        True or False => isField || TrySkip(1), // a field's truth stands in its type
        Byte => TrySkip(1),
        >= Short and <= Long => TryNumber(out _),
        Real => TrySkip(sizeof(double)),
        Text => TryNumber(out var length) && TrySkip(length),
        List => TryList(kind, record, depth + 1),
        Record => TryRecord(record, depth + 1),
        _ => false,
    };

    private bool TryList(string? kind, ThriftRecord? record, int depth)
    {
        if (depth > DeepestNesting || !TryByte(out var head)) return false;
        var (count, type) = ((long)(head >> 4), head & 15);
        if (count == LongList && !TryNumber(out count)) return false;
        if (count < 0 || count > bytes.Length - _position || !IsEntryOf(type, kind)) return false;
        for (var i = 0L; i < count; i++)
            if (!TryValue(type, null, record, depth, isField: false)) return false;
        return true;
    }

    private static bool IsOf(int type, string? kind) => kind switch
    {
        null => true,
        "truth" => type is True or False,
        "byte" => type == Byte,
        "number" => type is >= Short and <= Long,
        "real" => type == Real,
        "text" => type == Text,
        "record" => type == Record,
        "records" or "numbers" or "texts" => type == List,
        _ => false,
    };

    private static bool IsEntryOf(int type, string? kind) => kind switch
    {
        "records" => type == Record,
        "numbers" => type is >= Short and <= Long,
        "texts" => type == Text,
        _ => true,
    };

    private bool TryByte(out int value)
    {
        value = _position < bytes.Length ? bytes[_position] : 0;
        return TrySkip(1);
    }

    private bool TrySkip(long count)
    {
        if (count < 0 || count > bytes.Length - _position) return false;
        _position += (int)count;
        return true;
    }

    private bool TryNumber(out long number)
    {
        number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (!TryByte(out var part)) return false;
            number |= (long)(part & 127) << shift;
            if (part < 128) return true;
        }
        return false;
    }
}
