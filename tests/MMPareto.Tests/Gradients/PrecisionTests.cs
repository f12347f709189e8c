using MMPareto.Gradients;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Gradients;

public class PrecisionTests
{
    [Theory]
    [InlineData(Wiring.Separate)]
    [InlineData(Wiring.Exchange)]
    public void Float64_models_agree_with_float32_models(object wiring)
    {
        using var scope = NewDisposeScope();
        var (single, full) = (Train(ScalarType.Float32), Train(ScalarType.Float64));
        Close.Equal(full.Gradient, single.Gradient, 1e-4);
        foreach (var (a, b) in single.Record.Groups.Zip(full.Record.Groups))
        {
            Assert.Equal(b.Cosine!.Value, a.Cosine!.Value, 1e-5);
            Assert.Equal(b.Length, a.Length, 1e-4 * b.Length);
            Assert.Equal(b.Reason, a.Reason);
        }

        (double[] Gradient, StepStatistics Record) Train(ScalarType type)
        {
            using var model = new TinyMultimodal(2, (Wiring)wiring, type);
            using var gradients = GradientIntegrator.For(model.Groups, Weightings.MMPareto());
            var (multimodal, unimodal) = model.Losses();
            var record = gradients.Backward(multimodal, unimodal);
            return ([.. model.All.SelectMany(LinearEncoder.GradientOf)], record);
        }
    }

    [Fact]
    public void Float64_gradients_keep_their_digits()
    {
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", [2], ScalarType.Float64);
        using var gradients = GradientIntegrator.For([encoder.Group], Weightings.MMPareto());
        gradients.Backward(encoder.Loss([1, 0]), [encoder.Loss([-0.5, 2])]);
        var factor = 1.5 * Math.Sqrt(4.25) / 0.8;
        Close.Equal([0.64 * factor, 0.48 * factor], encoder.Gradient, 1e-14);
    }

    /// <summary>In float32 the sum of squares of this many entries would stop growing; and the cosine would be off.</summary>
    [Fact]
    public void Inner_products_of_millions_of_entries_are_exact()
    {
        const int N = 1 << 22;
        using var scope = NewDisposeScope();
        using var parameter = new TorchSharp.Modules.Parameter(zeros(N));
        var group = new ParameterGroup("large", [("weight", parameter)]);
        using var gradients = GradientIntegrator.For([group], Weightings.MMPareto());
        var small = full(N, 0.1f);
        small[0] = tensor(1000f);

        var record = gradients.Backward((small * parameter).sum(), [parameter.sum()]).Groups[0];

        var square = 0.1f * (double)0.1f;
        Assert.Equal(1e6 + ((N - 1) * square), record.Norms[0] * record.Norms[0], 1e-5);
        Assert.Equal(N, record.Norms[1] * record.Norms[1], 1e-8);
        Assert.Equal((1000 + ((N - 1) * (double)0.1f)) / (record.Norms[0] * record.Norms[1]), record.Cosine!.Value, 1e-14);
    }

    /// <summary>A combination in float32 steps would lose the small row beside the large one before they cancel.</summary>
    [Fact]
    public void Rows_are_combined_in_double_and_rounded_once()
    {
        foreach (var rows in (int[])[2, 3])
        {
            using var scope = NewDisposeScope();
            using var encoder = new LinearEncoder("e", [40]);
            using var gradients = GradientIntegrator.For([encoder.Group], new Fixed([1 / 3.0, -1 / 3.0, 1]));
            double[] big = [.. Enumerable.Repeat(3e7, 40)], near = [.. Enumerable.Repeat(3e7 + 2, 40)], small = [.. Enumerable.Repeat(0.1f, 40)];
            gradients.Backward([.. new[] { big, near, small }.Take(rows).Select(encoder.Loss)]);
            var expected = (float)((3e7 / 3) - ((3e7 + 2) / 3) + (rows == 3 ? 0.1f : 0));
            Assert.All(encoder.Gradient, x => Assert.Equal(expected, x, 1e-7));
        }
    }

    /// <summary>The vector code must cut at the borders of tensors and of its blocks.</summary>
    [Fact]
    public void Tensors_of_odd_sizes_are_measured_and_combined_each_by_itself()
    {
        int[] sizes = [1, 4095, 4096, 4097, 7, 8193, 3];
        using var scope = NewDisposeScope();
        using var encoder = new LinearEncoder("e", sizes);
        var random = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, sizes.Sum()).Select(_ => (double)(float)(random.NextDouble() - 0.5)).ToArray())];
        var probe = new Probe();
        using var gradients = GradientIntegrator.For([encoder.Group], probe);

        gradients.Backward([.. rows.Select(encoder.Loss)]);

        for (int t = 0, start = 0; t < sizes.Length; start += sizes[t++])
            Close.Equal(Jacobians.Gramian([.. rows.Select(row => row[start..(start + sizes[t])])]), probe.TensorGramians[t], 1e-13);
        Close.Equal(Jacobians.Gramian(rows), probe.Gramian, 1e-13);
        var scaled = new List<double>();
        for (int t = 0, start = 0; t < sizes.Length; start += sizes[t++])
            scaled.AddRange(Jacobians.Combine(rows, [t + 1, 1, -1])[start..(start + sizes[t])]);
        Close.Equal(scaled, encoder.Gradient, 1e-7);
    }

    private sealed class Fixed(double[] values) : IWeighting
    {
        public double? ConstantWeight => null;

        public CombinationReason Weigh(in ObjectiveStatistics statistics, Span<double> weights)
        {
            values.AsSpan(0, weights.Length).CopyTo(weights);
            return CombinationReason.Weighted;
        }
    }

    private sealed class Probe : Aggregator
    {
        public List<double[]> TensorGramians { get; } = [];

        public double[] Gramian { get; private set; } = [];

        public override Combination Combine(GradientRows rows, in ObjectiveStatistics statistics, Span<double> weights)
        {
            Gramian = rows.Gramian.ToArray();
            for (var t = 0; t < rows.TensorCount; t++)
            {
                TensorGramians.Add(rows.TensorGramian(t).ToArray());
                rows.CombineTensor(t, [t + 1, 1, -1]);
            }
            return new Combination(CombinationReason.Weighted, 0);
        }
    }
}
