namespace MMPareto.Data.Arrays;

/// <summary>What can be said of sizes, outermost first.</summary>
internal static class ArrayShape
{
    /// <summary>The most sizes of a sample; libtorch has room for 64.</summary>
    public const int MostDimensions = 16;

    /// <summary>Such as <c>[2, 3]</c>.</summary>
    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>Number of elements, or null when it is above a limit.</summary>
    public static long? Count(IReadOnlyList<long> shape, long limit)
    {
        if (shape.Contains(0)) return 0;
        var count = 1L;
        foreach (var size in shape)
        {
            if (size > limit / count) return null;
            count *= size;
        }
        return count;
    }

    /// <summary>Row-major distance between neighbours along each axis, in elements.</summary>
    public static long[] Strides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        var stride = 1L;
        for (var axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /// <summary>Where the n-th element, row-major, stands along each axis.</summary>
    public static IEnumerable<long> IndexOf(IReadOnlyList<long> shape, long position) =>
        Strides(shape).Select((stride, axis) => position / stride % shape[axis]);
}
