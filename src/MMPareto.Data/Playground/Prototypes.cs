namespace MMPareto.Data.Playground;

/// <summary>
/// One direction for every modality and class: unit vectors, at right angles within a modality.
/// </summary>
internal sealed class Prototypes
{
    private readonly double[][][] _directions;

    public Prototypes(PlaygroundOptions options)
    {
        _directions = new double[options.Modalities][][];
        for (var m = 0; m < options.Modalities; m++)
        {
            var random = new CounterRandom(options.Seed, RandomStreams.Prototypes, m);
            _directions[m] = Orthonormal(options.Classes, options.Features - 1, ref random);
        }
    }

    public ReadOnlySpan<double> this[int modality, int label] => _directions[modality][label];

    /// <summary>
    /// Gram and Schmidt on normally distributed vectors: every orientation is equally likely.
    /// </summary>
    private static double[][] Orthonormal(int count, int length, ref CounterRandom random)
    {
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = new double[length];
            foreach (ref var value in vector.AsSpan()) value = random.NextGaussian();
            // Twice, since one pass in floating point leaves a remainder when few dimensions are left.
            for (var pass = 0; pass < 2; pass++)
                foreach (var earlier in vectors.AsSpan(0, i)) Add(vector, earlier, -Dot(vector, earlier));
            var norm = Math.Sqrt(Dot(vector, vector));
            vectors[i] = Array.ConvertAll(vector, value => value / norm);
        }
        return vectors;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    private static void Add(Span<double> target, ReadOnlySpan<double> vector, double factor)
    {
        for (var i = 0; i < target.Length; i++) target[i] += factor * vector[i];
    }
}
