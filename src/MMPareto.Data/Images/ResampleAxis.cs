namespace MMPareto.Data.Images;

/// <summary>Along one axis: which source pixels make each target pixel, and how much of each.</summary>
/// <remarks>
/// A triangle as wide as two target pixels, at least two source pixels, stands over the centre of each target
/// pixel: linear interpolation when it enlarges, an antialiased mean when it reduces, and the source itself when
/// sizes are equal. Pixels outside the part have no weight; the others sum to 1.
/// </remarks>
internal sealed class ResampleAxis
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    private ResampleAxis(int[] first, float[][] weights) => (_first, _weights) = (first, weights);

    /// <summary>Number of target pixels.</summary>
    public int Length => _first.Length;

    /// <summary>First source pixel that any target pixel needs.</summary>
    public int SourceStart => Math.Min(_first[0], _first[^1]);

    /// <summary>The source pixel after the last one that any target pixel needs.</summary>
    public int SourceEnd => Math.Max(_first[0] + _weights[0].Length, _first[^1] + _weights[^1].Length);

    /// <summary>Computes the weights.</summary>
    /// <param name="start">Where the part begins, in source pixels; may lie inside one.</param>
    /// <param name="length">Length of the part, in source pixels, above 0.</param>
    /// <param name="target">Number of target pixels.</param>
    /// <param name="mirrored">Whether target pixels run from the end of the part.</param>
    public static ResampleAxis Create(double start, double length, int target, bool mirrored = false)
    {
        var (first, weights) = (new int[target], new float[target][]);
        var (from, to) = ((int)Math.Floor(start), (int)Math.Ceiling(start + length));
        var scale = length / target;
        var reach = Math.Max(scale, 1);
        for (var i = 0; i < target; i++)
        {
            var centre = start + ((i + 0.5) * scale);
            var low = Math.Max((int)Math.Floor(centre - reach + 0.5), from);
            var high = Math.Min((int)Math.Floor(centre + reach + 0.5), to);
            var place = mirrored ? target - 1 - i : i;
            first[place] = low;
            weights[place] = Triangle(centre, reach, low, high);
        }
        return new ResampleAxis(first, weights);
    }

    /// <summary>First source pixel of a target pixel, and the weights from there on.</summary>
    public (int First, float[] Weights) this[int target] => (_first[target], _weights[target]);

    private static float[] Triangle(double centre, double reach, int low, int high)
    {
        var heights = new double[high - low];
        for (var i = 0; i < heights.Length; i++)
            heights[i] = Math.Max(0, 1 - (Math.Abs(low + i + 0.5 - centre) / reach));
        var sum = heights.Sum();
        return Array.ConvertAll(heights, height => (float)(height / sum));
    }
}
