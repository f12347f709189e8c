namespace MMPareto.Data.Frames;

/// <summary>Orders names as people do: digits are compared as numbers, all else by code point.</summary>
/// <remarks>
/// <c>frame_2</c> comes before <c>frame_10</c>, whatever the culture. Names that differ in leading zeros only
/// are ordered by code point, so no two different names are equal.
/// </remarks>
public sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The order.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <summary>Which comes first.</summary>
    /// <param name="x">One name; null comes before all.</param>
    /// <param name="y">The other.</param>
    /// <returns>Below 0 when x comes first, above 0 when y does, 0 when they are equal.</returns>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return string.CompareOrdinal(x, y);
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (left.Length > 0 && right.Length > 0)
        {
            var a = Part(left);
            var b = Part(right);
            var order = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0])
                ? CompareNumbers(a, b)
                : a.SequenceCompareTo(b);
            if (order != 0) return order;
            left = left[a.Length..];
            right = right[b.Length..];
        }
        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(x, y);
    }

    /// <summary>The longest run of digits at the beginning, or one other character.</summary>
    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> name)
    {
        var end = name.IndexOfAnyExceptInRange('0', '9');
        return end switch { -1 => name, 0 => name[..1], _ => name[..end] };
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length - b.Length : a.SequenceCompareTo(b);
    }
}
