using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Native;
using MMPareto.Tests.Support;
using MMPareto.Training.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Optimizers;

/// <summary>Each update against its formula in double precision, on gradients set by hand.</summary>
public class ModelOptimizerTests
{
    private const int Steps = 3;

    [Fact]
    public void Settings_out_of_range_are_refused_together()
    {
        using var model = Model();
        var e = Assert.Throws<ArgumentException>(() =>
            new ModelOptimizer(model, new() { LearningRate = 0, Momentum = 1, EncoderFactor = double.NaN }).Dispose());
        Assert.Equal(
            "LearningRate must be a finite number above 0; got 0. Momentum must be from 0 to below 1; got 1. "
            + "EncoderFactor must be a finite number above 0; got NaN.", e.Message);
    }

    /// <summary>g' = g + λθ; v ← g' in the first step, then μv + g'; θ ← θ − ηv.</summary>
    [Theory]
    [InlineData(0.9, 0.1, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0.5, 0.01, 2.5)]
    public void SGD_is_momentum_on_the_gradient_with_decay(double momentum, double decay, double factor)
    {
        using var model = Model();
        using var optimizer = new ModelOptimizer(
            model, new() { LearningRate = 0.1, Momentum = momentum, WeightDecay = decay, EncoderFactor = factor });
        AssertFollows(model, optimizer, parameter =>
        {
            var velocity = 0.0;
            return (theta, gradient, step) =>
            {
                var decayed = gradient + (decay * theta);
                velocity = step == 1 ? decayed : (momentum * velocity) + decayed;
                return theta - (0.1 * RateFactor(step) * (IsEncoder(parameter) ? factor : 1) * velocity);
            };
        });
    }

    /// <summary>θ ← θ(1 − ηλ) − fη·m̂/(√v̂ + ε): the factor f of encoders leaves the decay as it is.</summary>
    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.2, 2.5)]
    [InlineData(0, 0.5)]
    public void AdamW_has_decoupled_decay_that_the_factor_of_encoders_leaves_alone(double decay, double factor)
    {
        const double Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-3, Rate = 0.05;
        using var model = Model();
        using var optimizer = new ModelOptimizer(model, new()
        {
            Kind = OptimizerKind.AdamW,
            LearningRate = Rate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
            WeightDecay = decay,
            EncoderFactor = factor,
        });
        AssertFollows(model, optimizer, parameter =>
        {
            var (mean, square) = (0.0, 0.0);
            return (theta, gradient, step) =>
            {
                mean = (Beta1 * mean) + ((1 - Beta1) * gradient);
                square = (Beta2 * square) + ((1 - Beta2) * gradient * gradient);
                var update = mean / (1 - Math.Pow(Beta1, step))
                    / (Math.Sqrt(square / (1 - Math.Pow(Beta2, step))) + Epsilon);
                var rate = Rate * RateFactor(step);
                return (theta * (1 - (rate * decay))) - (rate * (IsEncoder(parameter) ? factor : 1) * update);
            };
        });
    }

    /// <summary>An independent implementation, to rounding: by vector code (also of weights that lie channels last) and, in float64, by
    /// operations of libtorch.</summary>
    [Theory]
    [InlineData(OptimizerKind.SGD, ScalarType.Float32)]
    [InlineData(OptimizerKind.AdamW, ScalarType.Float32)]
    [InlineData(OptimizerKind.SGD, ScalarType.Float64)]
    [InlineData(OptimizerKind.AdamW, ScalarType.Float64)]
    public void Updates_are_those_of_TorchSharp(OptimizerKind kind, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = ModelWithImages(type);
        using var other = ModelWithImages(type);
        MMPareto.Training.Optimizers.OptimizerOptions options = new() { Kind = kind, LearningRate = 0.07, WeightDecay = 0.03 };
        using var own = new ModelOptimizer(model, options);
        using optim.Optimizer theirs = kind == OptimizerKind.SGD
            ? optim.SGD(other.parameters(), 0.07, options.Momentum, weight_decay: 0.03)
            : optim.AdamW(other.parameters(), 0.07, options.Beta1, options.Beta2, options.Epsilon, 0.03);
        for (var step = 1; step <= 10; step++)
        {
            SetGradients(model, step);
            SetGradients(other, step);
            own.Step();
            theirs.step();
            foreach (var (ours, reference) in model.parameters().Zip(other.parameters()))
                Assert.True(ours.allclose(reference, rtol: 1e-6, atol: 1e-6), $"step {step}: {(ours - reference).abs().max()} apart");
        }
    }

    [Fact]
    public void Vector_code_takes_what_lies_without_gaps_in_one_order_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        var rule = new MomentumRule(0.9, 0);
        bool Takes(Tensor values, Tensor gradient) => new FusedPass(rule).TryAdd(new("p", new(values.clone()), false, 1, rule.MomentCount), gradient, new(1, 0.1, 1, 1));
        var channelsLast = zeros(2, 4, 5, 3).permute(0, 3, 1, 2);
        Assert.True(Takes(zeros(4, 3), ones(4, 3)));
        Assert.True(Takes(channelsLast, ones(2, 4, 5, 3).permute(0, 3, 1, 2)));
        Assert.False(Takes(channelsLast, ones(2, 3, 4, 5)));
        Assert.False(Takes(zeros(3, 4).t(), ones(4, 3)));
        Assert.False(Takes(zeros(4, 3, float64), ones(4, 3, float64)));
    }

    /// <summary>A transposed parameter is left to libtorch, clipped like the others.</summary>
    [Fact]
    public void Parameters_with_gaps_are_clipped_and_stepped_too()
    {
        using var scope = NewDisposeScope();
        using var encoder = new TransposedEncoder();
        using var model = new MultimodalModel([("a", encoder)], new ConcatenationFusion([2]), 2);
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 1, Momentum = 0, WeightDecay = 0 });
        var before = encoder.Weight.detach().clone();
        encoder.Weight.grad = ones(3, 2).t().requires_grad_(false) * 5;
        optimizer.Step(clipNorm: 1);
        Assert.True((before - encoder.Weight).allclose(full(2, 3, 1 / Math.Sqrt(6)), 1e-4));
    }

    private sealed class TransposedEncoder : Encoder
    {
        public TransposedEncoder() : base(nameof(TransposedEncoder), 2)
        {
            Weight = new Parameter(rand(3, 2).t());
            RegisterComponents();
        }

        public Parameter Weight { get; }

        public override Tensor forward(Tensor input) => nn.functional.linear(input, Weight);
    }

    /// <summary>Elements are stepped each by itself, so that the number of threads cannot matter.</summary>
    [Theory]
    [InlineData(OptimizerKind.SGD)]
    [InlineData(OptimizerKind.AdamW)]
    public void Threads_change_no_bit(OptimizerKind kind)
    {
        using var scope = NewDisposeScope();
        var results = new List<byte[]>();
        foreach (var threads in (int[])[1, 2])
        {
            set_num_threads(threads);
            try
            {
                MMPareto.Training.Seeds.SeedInitialWeights(3);
                using var model = new MultimodalModel([("a", new MLPEncoder(700, 300, 2))], new ConcatenationFusion([2]), 2); // over two pieces
                using var optimizer = new ModelOptimizer(model, new() { Kind = kind });
                for (var step = 1; step <= 3; step++)
                {
                    SetGradients(model, step);
                    optimizer.Step(clipNorm: 1);
                }
                results.Add([.. model.parameters().SelectMany(p => p.bytes.ToArray())]);
            }
            finally
            {
                set_num_threads(1);
            }
        }
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void The_learning_rate_outside_the_encoders_is_told()
    {
        using var model = Model();
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 0.2, EncoderFactor = 3 });
        Assert.Equal(0.05, optimizer.SetLearningRate(0.25), 15);
    }

    [Theory]
    [InlineData(OptimizerKind.SGD, 1)]
    [InlineData(OptimizerKind.AdamW, 1)]
    [InlineData(OptimizerKind.SGD, 2)]
    [InlineData(OptimizerKind.AdamW, 2)]
    public void Frozen_parameters_stay_as_they_are(OptimizerKind kind, int frozenEncoders)
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        Parameter[] frozen = [.. model.Encoders.Take(frozenEncoders).SelectMany(encoder => encoder.parameters())];
        foreach (var parameter in frozen) parameter.requires_grad = false;
        var before = model.parameters().Select(p => p.detach().clone()).ToArray();
        using var optimizer = new ModelOptimizer(model, new() { Kind = kind, WeightDecay = 0.5 });
        SetGradients(model, 1);
        optimizer.SetLearningRate(1);
        optimizer.Step(clipNorm: 1);
        foreach (var (parameter, old) in model.parameters().Zip(before))
            Assert.Equal(parameter.requires_grad, !old.allclose(parameter, 0, 0));
    }

    [Fact]
    public void Gradients_are_zeroed()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var optimizer = new ModelOptimizer(model, new());
        SetGradients(model, 1);
        optimizer.ZeroGradients();
        Assert.All(model.parameters(), p => Assert.True(p.grad is null || p.grad.abs().sum().item<float>() == 0));
    }

    /// <summary>With plain SGD the change of the parameters is the clipped gradient.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1e6)]
    [InlineData(0)]
    public void The_whole_gradient_is_clipped_together(double limit)
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 1, Momentum = 0, WeightDecay = 0 });
        SetGradients(model, 1);
        var gradient = Gradient(model);
        var before = Values(model);

        optimizer.Step(limit);

        var length = Close.Length(gradient);
        var factor = limit > 0 && limit < length ? limit / length : 1;
        Close.Equal([.. gradient.Select(g => g * factor)], [.. before.Zip(Values(model), (old, now) => old - now)], 1e-5);
        Assert.Equal(gradient, Gradient(model));
    }

    [Fact]
    public void An_encoder_under_two_names_is_stepped_once()
    {
        using var scope = NewDisposeScope();
        var shared = new MLPEncoder(2, 2, 2);
        using var model = new MultimodalModel([("a", shared), ("b", shared)], new ConcatenationFusion([2, 2]), 2);
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 1, WeightDecay = 0, EncoderFactor = 2 });
        var weight = shared.get_parameter("hidden.weight")!;
        weight.grad = ones_like(weight);
        var before = weight.detach().clone();
        optimizer.SetLearningRate(1);
        optimizer.Step();
        Assert.True((before - 2).allclose(weight));
    }

    /// <summary>The schedule falls from step to step, so that a rate of the step before would be seen.</summary>
    private static double RateFactor(int step) => 1.0 / step;

    private static bool IsEncoder(string parameter) => parameter.StartsWith("encoders.", StringComparison.Ordinal);

    private static void AssertFollows(
        MultimodalModel model, ModelOptimizer optimizer, Func<string, Func<double, double, int, double>> formula)
    {
        using var scope = NewDisposeScope();
        var expected = SmallTraining.Weights(model);
        var formulas = expected.ToDictionary(p => p.Key, p => p.Value.Select(_ => formula(p.Key)).ToArray());
        for (var step = 1; step <= Steps; step++)
        {
            SetGradients(model, step);
            foreach (var (name, parameter) in model.named_parameters())
            {
                var gradient = parameter.grad!.data<float>().ToArray();
                for (var i = 0; i < gradient.Length; i++)
                    expected[name][i] = formulas[name][i](expected[name][i], gradient[i], step);
            }
            optimizer.SetLearningRate(RateFactor(step));
            optimizer.Step();
            foreach (var (name, values) in SmallTraining.Weights(model)) Close.Equal(expected[name], values, 1e-5);
        }
    }

    private static void SetGradients(MultimodalModel model, int seed)
    {
        var random = new Random(seed);
        foreach (var parameter in model.parameters().Where(p => p.requires_grad))
        {
            var values = Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)random.NextDouble() - 0.4f).ToArray();
            parameter.grad = empty_like(parameter).copy_(tensor(values).reshape(parameter.shape)).detach();
        }
    }

    private static double[] Gradient(MultimodalModel model) =>
        [.. model.parameters().SelectMany(p => p.grad!.data<float>().ToArray()).Select(g => (double)g)];

    private static double[] Values(MultimodalModel model) =>
        [.. model.parameters().SelectMany(p => p.data<float>().ToArray()).Select(v => (double)v)];

    /// <summary>A network whose convolutions lie channels last beside one of plain layers, in a number type.</summary>
    private static MultimodalModel ModelWithImages(ScalarType type)
    {
        MMPareto.Training.Seeds.SeedInitialWeights(3);
        var images = new ConvEncoder(2, new() { Channels = [5, 7] });
        MemoryLayout.UseChannelsLast(images);
        var table = new MLPEncoder(40, 20, 2);
        table.to(type);
        return new MultimodalModel([("a", images), ("b", table)], new ConcatenationFusion([7, 2]), 2);
    }

    private static MultimodalModel Model()
    {
        MMPareto.Training.Seeds.SeedInitialWeights(3);
        return new MultimodalModel(
            [("a", new MLPEncoder(2, 3, 2)), ("b", new MLPEncoder(3, 2, 2))], new ConcatenationFusion([2, 2]), 2);
    }
}
