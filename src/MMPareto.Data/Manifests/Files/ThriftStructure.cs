namespace MMPareto.Data.Manifests.Files;

/// <summary>Walks through bytes in Thrift's compact protocol, and keeps nothing but numbers: whether they end where they should.</summary>
/// <param name="bytes">The bytes; more may follow.</param>
internal sealed class ThriftStructure(byte[] bytes)
{
    private const int Stop = 0, True = 1, False = 2, Byte = 3, Short = 4, Long = 6, Real = 7, Text = 8, List = 9, Record = 12;
    private const int DeepestNesting = 32;
    private const int LongList = 15;
    private const int Entry = -1; // of a list, in the place of a field
    private readonly Dictionary<(int Record, int Field), long> _numbers = [];
    private int _position;

    /// <summary>Where the record ends, once it was found sound.</summary>
    public int End => _position;

    /// <summary>Where they are damaged; null where they are sound.</summary>
    /// <param name="record">What they must be.</param>
    public int? Damage(ThriftRecord record) => TryRecord(record, 0, 0) ? null : Math.Min(_position, bytes.Length);

    /// <summary>A number of the record, or of a record in it.</summary>
    /// <param name="record">The field that holds the record in it; 0 for the outer one.</param>
    /// <param name="field">Its field.</param>
    public long? Number(int record, int field) => _numbers.TryGetValue((record, field), out var number) ? number : null;

    private bool TryRecord(ThriftRecord? record, int depth, int within)
    {
        if (depth > DeepestNesting) return false;
        var field = 0;
        while (true)
        {
            if (!TryByte(out var head)) return false;
            if (head == Stop) return true;
            var number = 0L;
            if (head >> 4 == 0 && !TryNumber(out number)) return false;
            field = head >> 4 == 0 ? (int)Signed(number) : field + (head >> 4);
            var kind = record?.Kinds.GetValueOrDefault(field);
            var inner = record?.Records.GetValueOrDefault(field);
            if (!IsOf(head & 15, kind) || !(kind == "number" && depth <= 1 ? TryKeep(within, field) : TryValue(head & 15, kind, inner, depth, field))) return false;
        }
    }

    private bool TryValue(int type, string? kind, ThriftRecord? record, int depth, int field) => type switch
    {
        True or False => field != Entry || TrySkip(1), // a field's truth stands in its type
        Byte => TrySkip(1),
        >= Short and <= Long => TryNumber(out _),
        Real => TrySkip(sizeof(double)),
        Text => TryNumber(out var length) && TrySkip(length),
        List => TryList(kind, record, depth + 1),
        Record => TryRecord(record, depth + 1, field),
        _ => false,
    };

    private bool TryKeep(int record, int field)
    {
        if (!TryNumber(out var number)) return false;
        _numbers[(record, field)] = Signed(number);
        return true;
    }

    private static long Signed(long number) => (long)((ulong)number >> 1) ^ -(number & 1);

    private bool TryList(string? kind, ThriftRecord? record, int depth)
    {
        if (depth > DeepestNesting || !TryByte(out var head)) return false;
        var (count, type) = ((long)(head >> 4), head & 15);
        if (count == LongList && !TryNumber(out count)) return false;
        if (count < 0 || count > bytes.Length - _position || !IsEntryOf(type, kind)) return false;
        for (var i = 0L; i < count; i++)
            if (!TryValue(type, null, record, depth, Entry)) return false;
        return true;
    }

    private static bool IsOf(int type, string? kind) => kind switch
    {
        null => type is not (List or Record), // what is in them would be passed over, which the library does without end
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
